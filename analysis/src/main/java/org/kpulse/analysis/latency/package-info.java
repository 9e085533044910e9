/** Metrics with many values a boot: their distributions, and how the quantiles of two kernels compare. */
@NullMarked
package org.kpulse.analysis.latency;

import org.jspecify.annotations.NullMarked;
