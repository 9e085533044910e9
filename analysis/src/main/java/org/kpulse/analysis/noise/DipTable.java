package org.kpulse.analysis.noise;

/** Quantiles of {@code sqrt(n) dip} of n uniform values, from 200,000 samples a row (the test class DipTableSimulation, seed 1). */
final class DipTable {

    static final int[] SIZES = {8, 10, 12, 15, 20, 30, 50, 100, 200, 500, 1000, 2000};
    static final double[] PROBABILITIES = {
        0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998, 0.999, 0.9995
    };
    private static final double[][] QUANTILES = {
        {
            0.1768, 0.2092, 0.2322, 0.2613, 0.2822, 0.2992, 0.3142, 0.3280, 0.3410, 0.3551, 0.4014, 0.4356, 0.4694,
            0.4897, 0.5060, 0.5259, 0.5468, 0.5684
        },
        {
            0.1928, 0.2269, 0.2464, 0.2695, 0.2855, 0.2983, 0.3091, 0.3231, 0.3475, 0.3755, 0.4125, 0.4420, 0.4775,
            0.5043, 0.5279, 0.5544, 0.5702, 0.5865
        },
        {
            0.2044, 0.2345, 0.2507, 0.2692, 0.2818, 0.2955, 0.3152, 0.3351, 0.3562, 0.3809, 0.4157, 0.4506, 0.4893,
            0.5140, 0.5367, 0.5650, 0.5848, 0.6043
        },
        {
            0.2114, 0.2364, 0.2489, 0.2679, 0.2885, 0.3064, 0.3237, 0.3411, 0.3605, 0.3858, 0.4265, 0.4600, 0.4988,
            0.5266, 0.5512, 0.5830, 0.6057, 0.6264
        },
        {
            0.2122, 0.2357, 0.2538, 0.2772, 0.2950, 0.3112, 0.3276, 0.3468, 0.3683, 0.3945, 0.4343, 0.4698, 0.5104,
            0.5380, 0.5633, 0.5981, 0.6211, 0.6387
        },
        {
            0.2173, 0.2439, 0.2599, 0.2831, 0.3019, 0.3193, 0.3369, 0.3560, 0.3776, 0.4051, 0.4460, 0.4828, 0.5264,
            0.5553, 0.5830, 0.6165, 0.6408, 0.6644
        },
        {
            0.2219, 0.2492, 0.2668, 0.2903, 0.3096, 0.3278, 0.3459, 0.3656, 0.3878, 0.4164, 0.4597, 0.4975, 0.5421,
            0.5734, 0.6018, 0.6358, 0.6583, 0.6788
        },
        {
            0.2282, 0.2565, 0.2739, 0.2979, 0.3176, 0.3361, 0.3547, 0.3747, 0.3978, 0.4273, 0.4713, 0.5108, 0.5585,
            0.5904, 0.6209, 0.6604, 0.6876, 0.7127
        },
        {
            0.2338, 0.2619, 0.2797, 0.3043, 0.3242, 0.3430, 0.3617, 0.3819, 0.4054, 0.4351, 0.4810, 0.5207, 0.5695,
            0.6034, 0.6352, 0.6789, 0.7070, 0.7379
        },
        {
            0.2374, 0.2667, 0.2849, 0.3100, 0.3302, 0.3491, 0.3684, 0.3889, 0.4128, 0.4429, 0.4891, 0.5304, 0.5796,
            0.6141, 0.6464, 0.6856, 0.7142, 0.7410
        },
        {
            0.2404, 0.2694, 0.2877, 0.3128, 0.3330, 0.3522, 0.3713, 0.3922, 0.4165, 0.4471, 0.4940, 0.5362, 0.5851,
            0.6187, 0.6527, 0.6923, 0.7193, 0.7485
        },
        {
            0.2420, 0.2715, 0.2898, 0.3148, 0.3352, 0.3543, 0.3737, 0.3946, 0.4190, 0.4500, 0.4963, 0.5383, 0.5886,
            0.6244, 0.6590, 0.6980, 0.7286, 0.7615
        },
    };

    private DipTable() {}

    /**
     * The probability of a dip at least as large in n values with one mode, at least 8: interpolated, between 0.0005 (which may be
     * less) and 0.99 (which may be more).
     */
    static double p(double dip, int n) {
        int upper = 1;
        while (upper < SIZES.length - 1 && SIZES[upper] < n) {
            upper++;
        }
        double size = Math.min(n, SIZES[upper]);
        double share = (size - SIZES[upper - 1]) / (SIZES[upper] - SIZES[upper - 1]);
        double statistic = Math.sqrt(n) * dip;
        int last = PROBABILITIES.length - 1;
        double left = quantile(upper, share, 0);
        if (statistic <= left) {
            return 1 - PROBABILITIES[0];
        }
        for (int k = 1; k <= last; k++) {
            double right = quantile(upper, share, k);
            if (statistic < right) {
                double within = (statistic - left) / (right - left);
                return 1 - PROBABILITIES[k - 1] - within * (PROBABILITIES[k] - PROBABILITIES[k - 1]);
            }
            left = right;
        }
        return 1 - PROBABILITIES[last];
    }

    private static double quantile(int upper, double share, int k) {
        return (1 - share) * QUANTILES[upper - 1][k] + share * QUANTILES[upper][k];
    }
}
