package org.kpulse.bisect.search;

/**
 * Bits that a measurement is expected to tell about whether a commit is bad: the mutual information of a hidden state, bad with
 * probability q, and a normal value whose mean moves by {@code separation} deviations between the states. Looked up in a table of
 * numerical integrals, interpolated; error below 2 % of the value.
 */
final class Information {

    private static final int Q_STEPS = 48;
    private static final int D_STEPS = 64;
    private static final double SMALLEST = 1.0 / 16;
    private static final double LARGEST = 16;
    private static final double LOG_SPAN = Math.log(LARGEST / SMALLEST);
    private static final double[][] TABLE = table();

    private Information() {}

    /** Bits, 0 to 1. */
    static double bits(double q, double separation) {
        double p = Math.min(q, 1 - q);
        if (p <= 0 || separation <= 0) {
            return 0;
        }
        if (separation >= LARGEST) {
            return entropy(p);
        }
        if (separation <= SMALLEST) {
            return bits(q, SMALLEST * (1 + 1e-12)) * separation * separation / (SMALLEST * SMALLEST);
        }
        double x = Math.sqrt(2 * p) * Q_STEPS;
        double y = Math.log(separation / SMALLEST) / LOG_SPAN * D_STEPS;
        int i = Math.min(Q_STEPS - 1, (int) x);
        int j = Math.min(D_STEPS - 1, (int) y);
        double u = x - i;
        double v = y - j;
        return (1 - u) * ((1 - v) * TABLE[i][j] + v * TABLE[i][j + 1])
                + u * ((1 - v) * TABLE[i + 1][j] + v * TABLE[i + 1][j + 1]);
    }

    /** Entropy of a state that is bad with probability q, bits. */
    static double entropy(double q) {
        return plogp(q) + plogp(1 - q);
    }

    private static double plogp(double p) {
        return p <= 0 ? 0 : -p * Math.log(p) / Math.log(2);
    }

    private static double[][] table() {
        double[][] table = new double[Q_STEPS + 1][D_STEPS + 1];
        for (int i = 1; i <= Q_STEPS; i++) {
            double root = (double) i / Q_STEPS;
            for (int j = 0; j <= D_STEPS; j++) {
                table[i][j] = integral(root * root / 2, SMALLEST * Math.exp(LOG_SPAN * j / D_STEPS));
            }
        }
        return table;
    }

    /** H(q) minus the expected entropy after the value is seen, by the trapezoidal rule. */
    private static double integral(double q, double separation) {
        double step = 0.2;
        double left = 0;
        for (double x = -6; x <= separation + 6; x += step) {
            double good = (1 - q) * Math.exp(-x * x / 2);
            double bad = q * Math.exp(-(x - separation) * (x - separation) / 2);
            double sum = good + bad;
            if (sum > 0) {
                left += sum * entropy(bad / sum);
            }
        }
        return Math.max(0, entropy(q) - left * step / Math.sqrt(2 * Math.PI));
    }
}
