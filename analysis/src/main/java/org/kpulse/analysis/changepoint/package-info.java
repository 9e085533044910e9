/**
 * Changes along a series of kernels: steps, drifts, returns and outliers, found in a whole series ({@link
 * org.kpulse.analysis.changepoint.ChangeAnalysis}) or as points arrive ({@link org.kpulse.analysis.changepoint.ChangeWatch}), each reported once.
 */
@NullMarked
package org.kpulse.analysis.changepoint;

import org.jspecify.annotations.NullMarked;
