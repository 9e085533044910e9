/** What a metric goes with, and what of its noise the host explains: correlations, ratios, covariates. */
@NullMarked
package org.kpulse.analysis.behaviour;

import org.jspecify.annotations.NullMarked;
