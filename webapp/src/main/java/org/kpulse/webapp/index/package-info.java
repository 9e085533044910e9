/** The weighted index over kernels. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.index;
