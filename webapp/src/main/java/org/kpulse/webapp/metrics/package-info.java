/** Numbers for Prometheus. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.metrics;
