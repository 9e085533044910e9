/** Pages and API over what is stored: the only module that knows Spring. A package is a feature; its templates lie in a folder of the same name. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp;
