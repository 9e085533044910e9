/** Sources and workers. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.status;
