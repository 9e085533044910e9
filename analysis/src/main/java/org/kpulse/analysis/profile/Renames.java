package org.kpulse.analysis.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Guesses which function that appeared is one that vanished: both are called about equally often (a factor of 1.5 at most), take
 * about as many instructions per call (a factor of 2), and stand in the same file or, if a file is not known, have names of which
 * one begins with the other. Each must be the other's nearest.
 */
final class Renames {

    private static final double MOST_CALLS = 1.5;
    private static final double MOST_PER_CALL = 2;

    private final FunctionPlaces places;

    Renames(FunctionPlaces places) {
        this.places = places;
    }

    /** The likely other name of each function that has one. */
    Map<String, String> guess(List<FunctionValues> vanished, List<FunctionValues> appeared) {
        Map<String, String> names = new HashMap<>();
        for (FunctionValues old : vanished) {
            Optional<FunctionValues> recent = nearest(old, appeared);
            if (recent.isPresent()
                    && nearest(recent.get(), vanished).filter(old::equals).isPresent()) {
                names.put(old.name(), recent.get().name());
                names.put(recent.get().name(), old.name());
            }
        }
        return names;
    }

    private Optional<FunctionValues> nearest(FunctionValues one, List<FunctionValues> others) {
        return others.stream()
                .filter(other -> isAlike(one, other))
                .min(Comparator.comparingDouble((FunctionValues other) -> distance(one, other))
                        .thenComparing(FunctionValues::name));
    }

    private boolean isAlike(FunctionValues one, FunctionValues other) {
        return callDistance(one, other) <= Math.log(MOST_CALLS)
                && perCallDistance(one, other) <= Math.log(MOST_PER_CALL)
                && isNear(one.name(), other.name());
    }

    private boolean isNear(String one, String other) {
        Optional<String> file = places.file(one);
        Optional<String> otherFile = places.file(other);
        if (file.isPresent() && otherFile.isPresent()) {
            return file.equals(otherFile);
        }
        return Subsystem.module(one).equals(Subsystem.module(other))
                && (bare(one).startsWith(bare(other)) || bare(other).startsWith(bare(one)));
    }

    private static String bare(String name) {
        int module = name.lastIndexOf(" [");
        return module > 0 ? name.substring(0, module) : name;
    }

    private static double distance(FunctionValues one, FunctionValues other) {
        return callDistance(one, other) + perCallDistance(one, other);
    }

    private static double callDistance(FunctionValues one, FunctionValues other) {
        return logRatio(one.calls().largestMean(), other.calls().largestMean());
    }

    private static double perCallDistance(FunctionValues one, FunctionValues other) {
        return logRatio(
                one.instructions().largestMean() / one.calls().largestMean(),
                other.instructions().largestMean() / other.calls().largestMean());
    }

    /** Infinite if one is 0 or they cannot be compared. */
    private static double logRatio(double one, double other) {
        double ratio = Math.abs(Math.log(one / other));
        return Double.isNaN(ratio) ? Double.POSITIVE_INFINITY : ratio;
    }
}
