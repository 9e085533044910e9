package org.kpulse.analysis.inference;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.kpulse.analysis.AnalysisException;

/**
 * Adjusted p values that control the false discovery rate: Benjamini, Y. and Hochberg, Y. (1995), Controlling the false discovery
 * rate, J. R. Statist. Soc. B 57, 289-300. {@code q_(i) = min over j >= i of min(1, p_(j) * m / j)}.
 */
public final class BenjaminiHochberg {

    private BenjaminiHochberg() {}

    /** The q values of {@code p} (each 0 to 1), in the order given. */
    public static double[] adjust(double... p) {
        for (double value : p) {
            if (!(value >= 0 && value <= 1)) {
                throw new AnalysisException("A p value must lie between 0 and 1, not " + value + ".");
            }
        }
        int[] descending = IntStream.range(0, p.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> p[i]).reversed())
                .mapToInt(Integer::intValue)
                .toArray();
        double[] q = new double[p.length];
        double smallest = 1;
        for (int k = 0; k < descending.length; k++) {
            int rank = p.length - k;
            smallest = Math.min(smallest, p[descending[k]] * p.length / rank);
            q[descending[k]] = smallest;
        }
        return q;
    }
}
