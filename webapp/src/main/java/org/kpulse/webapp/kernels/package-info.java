/** Kernels and all that is known of one. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.kernels;
