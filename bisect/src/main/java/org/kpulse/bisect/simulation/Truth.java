package org.kpulse.bisect.simulation;

import java.util.random.RandomGenerator;
import org.kpulse.analysis.simulation.NoiseShape;

/** What simulated runs give. */
public sealed interface Truth {

    /** Deviations by which an outlier is off. */
    double OUTLIER = 6;

    /** One run's value. */
    double draw(boolean isBad, double buildEffect, RandomGenerator random);

    /** Deviation of the effect that a build has on all its runs. */
    double buildDeviation();

    /** What a second change, at another commit, adds to a run; 0 if there is none. */
    double second();

    /** Whether bad commits differ from good ones at all. */
    boolean isChange();

    /**
     * A level with noise of deviation 1.
     *
     * @param effect of the culprit, in deviations of a run; 0 for no change
     * @param second effect of another commit, in deviations of a run; 0 for none
     * @param noise its shape
     * @param outliers share of runs that are {@value #OUTLIER} deviations off, 0 to 1
     * @param buildDeviation deviation between builds, in deviations of a run
     */
    record Level(double effect, double second, NoiseShape noise, double outliers, double buildDeviation)
            implements Truth {

        public Level {
            if (!Double.isFinite(effect + second) || !(outliers >= 0 && outliers <= 1) || !(buildDeviation >= 0)) {
                throw new IllegalArgumentException(
                        "Simulated runs need a finite effects, a share of outliers from 0 to 1 and a build deviation of 0 or more, not "
                                + effect + ", " + second + ", " + outliers + " and " + buildDeviation + ".");
            }
        }

        @Override
        public double draw(boolean isBad, double buildEffect, RandomGenerator random) {
            double value = (isBad ? effect : 0) + buildDeviation * buildEffect + noise.draw(random);
            if (outliers > 0 && random.nextDouble() < outliers) {
                value += random.nextBoolean() ? OUTLIER : -OUTLIER;
            }
            return value;
        }

        @Override
        public boolean isChange() {
            return effect != 0;
        }
    }

    /**
     * A symptom that is seen (1) or not (0).
     *
     * @param good rate at which good commits show it
     * @param bad rate at which bad ones do
     */
    record Rate(double good, double bad) implements Truth {

        public Rate {
            if (!(good >= 0 && good <= 1 && bad >= 0 && bad <= 1)) {
                throw new IllegalArgumentException("Rates lie from 0 to 1, not at " + good + " and " + bad + ".");
            }
        }

        @Override
        public double draw(boolean isBad, double buildEffect, RandomGenerator random) {
            return random.nextDouble() < (isBad ? bad : good) ? 1 : 0;
        }

        @Override
        public double buildDeviation() {
            return 0;
        }

        @Override
        public double second() {
            return 0;
        }

        @Override
        public boolean isChange() {
            return good != bad;
        }
    }
}
