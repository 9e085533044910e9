package org.kpulse.harness.regression;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * How much a regression matters, for sorting: the mean size of its changes, times its metrics, times its platforms. The size of a change is
 * {@code 100 * |ln(1 + percent / 100)|}, so that twice as slow weighs as much as half as fast; a change of more than tenfold, or one from
 * 0, counts as tenfold.
 */
public final class Impact {

    private static final double MOST = Math.log(10);

    private Impact() {}

    /**
     * A call.
     *
     * @param metric benchmark and metric
     * @param percent empty where the base was 0
     */
    public record Call(String platform, String metric, OptionalDouble percent) {}

    /** Of calls that still stand; 0 without any. */
    public static double of(List<Call> calls) {
        Set<String> platforms = new HashSet<>();
        Set<String> metrics = new HashSet<>();
        double sizes = 0;
        for (Call call : calls) {
            platforms.add(call.platform());
            metrics.add(call.metric());
            sizes += size(call.percent());
        }
        return calls.isEmpty() ? 0 : 100 * sizes / calls.size() * metrics.size() * platforms.size();
    }

    private static double size(OptionalDouble percent) {
        double ratio = 1 + percent.orElse(Double.POSITIVE_INFINITY) / 100;
        return ratio <= 0 ? MOST : Math.min(MOST, Math.abs(Math.log(ratio)));
    }
}
