/** Two kernels against each other. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.compare;
