package org.kpulse.bisect.store;

import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Symptom.BuildEffect;

/**
 * What is known before anything was measured.
 *
 * @param prices of a build and a boot, seconds
 * @param noise variance of boots, from the platform's history
 * @param buildEffect how much builds of one commit differ, likewise
 */
public record Beforehand(Prices prices, VariancePrior noise, BuildEffect buildEffect) {}
