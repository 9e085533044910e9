package org.kpulse.analysis.changepoint;

import java.util.OptionalInt;
import org.kpulse.analysis.AnalysisException;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Finite;
import org.kpulse.analysis.Interval;

/**
 * One thing found in a series; never changed once given. Positions count the points of the series from 0, missing ones too.
 *
 * @param number from 1 in the order of finding
 * @param kind what happened
 * @param kernel id of the kernel at {@code position}
 * @param position first point of the new level; of a drift, the last point of the old one
 * @param earliest lower end of the confidence interval of {@code position}
 * @param latest upper end of it; may be a point that is missing
 * @param until last point of a drift or outlier; otherwise {@code position}
 * @param size new level minus old, on the scale of y (larger is better)
 * @param sizeInterval confidence interval of {@code size}
 * @param refersTo number of an earlier finding
 * @param seenAt last point known when this was found
 */
public record Finding(
        int number,
        ChangeKind kind,
        String kernel,
        int position,
        int earliest,
        int latest,
        int until,
        double size,
        Interval sizeInterval,
        OptionalInt refersTo,
        int seenAt) {

    public Finding {
        if (number < 1 || refersTo.orElse(0) >= number) {
            throw new AnalysisException("Finding " + number + " must be numbered from 1 and refer to an earlier one.");
        }
        if (earliest < 0 || earliest > position || position > latest || until < position || seenAt < until) {
            throw new AnalysisException("Finding " + number + " has its places out of order: " + earliest + ", "
                    + position + ", " + latest + ", until " + until + ", seen at " + seenAt + ".");
        }
        if (!Double.isFinite(size)) {
            throw new AnalysisException("Finding " + number + " has no finite size.");
        }
    }

    /** The change of the metric's own value in percent, for {@code y = s * ln(x)}. */
    public double percent(Direction direction) {
        return Finite.percent(direction.sign() * size);
    }

    /** True if the level became worse. */
    public boolean isWorse() {
        return size < 0;
    }
}
