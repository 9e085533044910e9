package org.kpulse.bisect.graph;

/**
 * Ancestry as bits, in columns: a column is the bits of 8 ancestors, one byte for each commit from the first of the 8 on. That takes
 * size^2 / 16 bytes (14 MB for 15,000 commits), is made column by column from the parents, and sums weights by a table of the 256
 * sums that 8 weights can give, as the "four Russians" multiply bit matrices (Arlazarov et al. 1970). Columns without weight cost
 * nothing, so that sums get cheaper while a search closes in.
 */
final class BitAncestry implements Ancestry {

    private static final int WIDTH = 8;

    private final int size;
    private final byte[][] columns;

    /**
     * The ancestry that these parents make.
     *
     * @param parents of each commit, all numbered below it; a negative number is a parent outside
     */
    BitAncestry(int[][] parents) {
        this.size = parents.length;
        this.columns = new byte[(size + WIDTH - 1) / WIDTH][];
        for (int column = 0; column < columns.length; column++) {
            columns[column] = column(parents, column * WIDTH);
        }
    }

    private static byte[] column(int[][] parents, int first) {
        byte[] bits = new byte[parents.length - first];
        for (int commit = first; commit < parents.length; commit++) {
            int own = commit - first < WIDTH ? 1 << (commit - first) : 0;
            for (int parent : parents[commit]) {
                if (parent >= first) {
                    own |= bits[parent - first];
                }
            }
            bits[commit - first] = (byte) own;
        }
        return bits;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public boolean contains(int commit, int ancestor) {
        int first = ancestor - ancestor % WIDTH;
        return commit >= ancestor && (columns[ancestor / WIDTH][commit - first] >> (ancestor - first) & 1) != 0;
    }

    @Override
    public double[] sums(double[] weights) {
        double[] sums = new double[size];
        double[] table = new double[1 << WIDTH];
        for (int column = 0; column < columns.length; column++) {
            int first = column * WIDTH;
            if (fill(table, weights, first)) {
                byte[] bits = columns[column];
                for (int i = 0; i < bits.length; i++) {
                    sums[first + i] += table[bits[i] & 0xff];
                }
            }
        }
        return sums;
    }

    /** The sums of all choices among the 8 weights from {@code first} on; whether any is above 0. */
    private static boolean fill(double[] table, double[] weights, int first) {
        boolean any = false;
        for (int bit = 0; bit < WIDTH; bit++) {
            double weight = first + bit < weights.length ? weights[first + bit] : 0;
            any |= weight > 0;
            int half = 1 << bit;
            for (int i = 0; i < half; i++) {
                table[half + i] = table[i] + weight;
            }
        }
        return any;
    }
}
