package org.kpulse.analysis.changepoint;

import java.util.List;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.BootSamples;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.inference.Moments;

/**
 * One kernel of a series of one metric on one platform. A missing point (the kernel was not measured) keeps its place in the order.
 *
 * @param kernel id of the kernel, for people and messages
 * @param y the kernel's value {@code s * ln(x)}, larger is better; 0 if missing. A metric with zeros has no logarithm: give its values as
 *     shares of the largest one, negated if lower is better
 * @param standardError of {@code y}; 0 if not known
 * @param boots number of boots behind it; 0 if missing, 1 or more otherwise
 */
public record SeriesPoint(String kernel, double y, double standardError, int boots) {

    /** Logarithms of doubles lie within 745 of 0; larger ones are mistakes of the unit. */
    private static final double LARGEST = 1e4;

    public SeriesPoint {
        if (kernel.isBlank()) {
            throw new AnalysisException("A point of a series needs the id of its kernel.");
        }
        if (!(Math.abs(y) <= LARGEST)) {
            throw new AnalysisException("Kernel " + kernel + ": " + y + " is no logarithm of a measurement (at most "
                    + LARGEST + "); give s * ln(x).");
        }
        if (!(standardError >= 0 && standardError <= LARGEST)) {
            throw new AnalysisException(
                    "Kernel " + kernel + ": the standard error " + standardError + " is not between 0 and 10,000.");
        }
        if (boots < 0) {
            throw new AnalysisException("Kernel " + kernel + ": there cannot be " + boots + " boots.");
        }
    }

    /** A kernel without a measurement. */
    public static SeriesPoint missing(String kernel) {
        return new SeriesPoint(kernel, 0, 0, 0);
    }

    /** A kernel of which only the value {@code s * ln(x)} is known. */
    public static SeriesPoint of(String kernel, double y) {
        return new SeriesPoint(kernel, y, 0, 1);
    }

    /**
     * A kernel with its boots; none: missing. Each boot counts with the mean logarithm of its first {@code iterations} values, which
     * all boots of the series must have.
     *
     * @throws AnalysisException if a boot has too few values or one that is not positive and finite
     */
    public static SeriesPoint of(String kernel, Direction direction, List<BootSamples> boots, int iterations) {
        if (boots.isEmpty()) {
            return missing(kernel);
        }
        boots.forEach(boot -> requireLogarithms(kernel, boot, iterations));
        Moments moments = Moments.of(boots.stream()
                .mapToDouble(boot -> direction.sign() * boot.meanLog(iterations))
                .toArray());
        return new SeriesPoint(kernel, moments.mean(), Math.sqrt(moments.varianceOfMean()), moments.n());
    }

    public boolean isMissing() {
        return boots == 0;
    }

    private static void requireLogarithms(String kernel, BootSamples boot, int iterations) {
        if (iterations < 1 || boot.count() < iterations) {
            throw new AnalysisException("Kernel " + kernel + ", boot " + boot.boot() + ": " + boot.count()
                    + " values are not enough for " + iterations + " iterations.");
        }
        for (int i = 0; i < iterations; i++) {
            double value = boot.value(i);
            if (!(value > 0) || !Double.isFinite(value)) {
                throw new AnalysisException("Kernel " + kernel + ", boot " + boot.boot() + ", iteration " + (i + 1)
                        + ": the value " + value + " has no logarithm; follow shares of the largest value instead.");
            }
        }
    }
}
