package org.kpulse.bisect.graph;

/**
 * Every commit contains all before it.
 *
 * @param size number of commits
 */
record LineAncestry(int size) implements Ancestry {

    @Override
    public boolean contains(int commit, int ancestor) {
        return ancestor <= commit;
    }

    @Override
    public double[] sums(double[] weights) {
        double[] sums = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += weights[i];
            sums[i] = sum;
        }
        return sums;
    }
}
