package org.kpulse.analysis.simulation;

import java.util.random.RandomGenerator;

/** Shapes of noise, each with mean 0 and variance 1. */
public enum NoiseShape {
    NORMAL {
        @Override
        public double draw(RandomGenerator random) {
            return random.nextGaussian();
        }
    },
    /** Student's t with 3 degrees of freedom: heavy tails. */
    T3 {
        @Override
        public double draw(RandomGenerator random) {
            double chi = 0;
            for (int i = 0; i < 3; i++) {
                double g = random.nextGaussian();
                chi += g * g;
            }
            return random.nextGaussian() / Math.sqrt(chi / 3) / Math.sqrt(3);
        }
    },
    /** exp of a normal with deviation 0.5: skewed. */
    LOGNORMAL {
        @Override
        public double draw(RandomGenerator random) {
            double variance = 0.25;
            double mean = Math.exp(variance / 2);
            return (Math.exp(0.5 * random.nextGaussian()) - mean) / (mean * Math.sqrt(Math.expm1(variance)));
        }
    },
    /** Two modes 3 deviations apart, one boot in three in the upper. */
    BIMODAL {
        @Override
        public double draw(RandomGenerator random) {
            double variance = 1 + 9 * (2 / 9.0);
            double mode = random.nextInt(3) == 0 ? 2 : -1;
            return (mode + random.nextGaussian()) / Math.sqrt(variance);
        }
    },
    /** Normal, but bimodal for tbench alone, whose runs LKP saw at two levels. */
    TBENCH {
        @Override
        public double draw(RandomGenerator random) {
            return NORMAL.draw(random);
        }

        @Override
        NoiseShape of(SimulatedMetric metric) {
            return metric.key().benchmark().equalsIgnoreCase("tbench") ? BIMODAL : NORMAL;
        }
    };

    /** One value: mean 0, variance 1. */
    public abstract double draw(RandomGenerator random);

    /** The shape that this metric's boots have. */
    NoiseShape of(SimulatedMetric metric) {
        return this;
    }
}
