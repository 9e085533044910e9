/** Results of functional tests over kernels. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.tests;
