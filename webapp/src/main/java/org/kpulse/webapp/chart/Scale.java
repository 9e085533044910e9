package org.kpulse.webapp.chart;

import java.util.ArrayList;
import java.util.List;

/**
 * Places values along an axis.
 *
 * @param low value at {@code from}
 * @param high value at {@code to}, above low
 * @param from pixels
 * @param to pixels; below {@code from} on an axis that points up
 */
record Scale(double low, double high, double from, double to) {

    Scale {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("[" + low + ", " + high + "] is no axis.");
        }
    }

    /** An axis that holds these values with some room; one value alone lies in its middle. Values without end are left out. */
    static Scale around(double[] values, double from, double to) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (Double.isFinite(value)) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        if (low > high) {
            return new Scale(0, 1, from, to);
        }
        double span = high / 2 - low / 2; // half of it, which never overflows
        double room = span > 0 ? span / 10 : Math.max(Math.abs(low) / 100, Double.MIN_NORMAL);
        double bottom = Math.max(low - room, -Double.MAX_VALUE / 4);
        double top = Math.min(high + room, Double.MAX_VALUE / 4);
        return bottom < top ? new Scale(bottom, top, from, to) : new Scale(0, 1, from, to);
    }

    /** Where a value lies; at the nearer end if it is beyond. */
    double at(double value) {
        double share = (Math.max(low, Math.min(high, value)) - low) / (high - low);
        return from + share * (to - from);
    }

    /** Round values within, three to seven of them. */
    List<Double> ticks() {
        double step = Math.pow(10, Math.floor(Math.log10(high - low)));
        if ((high - low) / step < 2) {
            step /= 5;
        } else if ((high - low) / step < 4) {
            step /= 2;
        } else if ((high - low) / step > 7) {
            step *= 2;
        }
        List<Double> ticks = new ArrayList<>();
        double first = Math.ceil(low / step);
        for (int i = 0; i < 10 && (first + i) * step <= high; i++) {
            ticks.add((first + i) * step);
        }
        return ticks;
    }
}
