/** Stored samples of two kernels, judged by the analysis and frozen. */
@NullMarked
package org.kpulse.harness.comparison;

import org.jspecify.annotations.NullMarked;
