/** A metric over kernels: the chart, its table and what changed. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.series;
