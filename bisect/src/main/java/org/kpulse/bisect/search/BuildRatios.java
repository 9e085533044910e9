package org.kpulse.bisect.search;

import org.kpulse.bisect.search.Symptom.BuildEffect;

/**
 * Values of the build ratio that a likelihood is summed over, with the logarithms of their weights: steps of a factor 2 around the
 * measured ratio, weighted as a variance measured with so many degrees of freedom (scaled inverse chi-squared, density of the
 * logarithm).
 */
final class BuildRatios {

    private static final double[] FACTORS = {0.25, 0.5, 1, 2, 4, 8};
    private static final double CERTAIN = 1000;

    private final double[] ratios;
    private final double[] logWeights;

    private BuildRatios(double[] ratios, double[] logWeights) {
        this.ratios = ratios;
        this.logWeights = logWeights;
    }

    static BuildRatios around(BuildEffect effect) {
        if (effect.ratio() == 0 || effect.degreesOfFreedom() > CERTAIN) {
            return new BuildRatios(new double[] {effect.ratio()}, new double[1]);
        }
        double[] ratios = new double[FACTORS.length];
        double[] logs = new double[FACTORS.length];
        double half = effect.degreesOfFreedom() / 2;
        double total = 0;
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = effect.ratio() * FACTORS[i];
            logs[i] = half * (1 - 1 / FACTORS[i] - Math.log(FACTORS[i]));
            total += Math.exp(logs[i]);
        }
        for (int i = 0; i < logs.length; i++) {
            logs[i] -= Math.log(total);
        }
        return new BuildRatios(ratios, logs);
    }

    int count() {
        return ratios.length;
    }

    double ratio(int i) {
        return ratios[i];
    }

    double logWeight(int i) {
        return logWeights[i];
    }
}
