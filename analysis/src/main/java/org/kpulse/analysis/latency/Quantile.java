package org.kpulse.analysis.latency;

import java.util.List;
import org.kpulse.analysis.AnalysisException;

/**
 * A quantile of one boot's values: the smallest value that at least {@code percent} percent of them do not exceed.
 *
 * @param percent above 0, at most 100 (the maximum)
 */
public record Quantile(double percent) {

    /** The maximum. */
    public static final Quantile MAX = new Quantile(100);

    /** p50, p90, p99, p99.9 and the maximum. */
    public static final List<Quantile> USUAL =
            List.of(new Quantile(50), new Quantile(90), new Quantile(99), new Quantile(99.9), MAX);

    private static final double ROUNDING = 1e-9;

    public Quantile {
        if (!(percent > 0 && percent <= 100)) {
            throw new AnalysisException("A quantile lies above 0 and up to 100 percent, not at " + percent + ".");
        }
    }

    /** {@code p50}, {@code p99.9}, {@code max}. */
    public String label() {
        if (percent == 100) {
            return "max";
        }
        String number = Double.toString(percent);
        return "p" + (number.endsWith(".0") ? number.substring(0, number.length() - 2) : number);
    }

    /** Whether {@code values} values tell it from the maximum: at least one lies beyond it. Always true of the maximum. */
    public boolean isDefinedFor(long values) {
        return percent == 100 || values * (100 - percent) / 100 >= 1 - ROUNDING;
    }
}
