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

    /** What two functions are compared by; logarithms, so that differences are ratios. */
    private record Shape(
            String name, String bare, Optional<String> module, Optional<String> file, double calls, double perCall) {}

    private Shape shape(FunctionValues function) {
        double calls = function.calls().largestMean();
        String name = function.name();
        int module = name.lastIndexOf(" [");
        return new Shape(
                name,
                module > 0 ? name.substring(0, module) : name,
                Subsystem.module(name),
                places.file(name),
                Math.log(calls),
                Math.log(function.instructions().largestMean() / calls));
    }

    /** The likely other name of each function that has one. */
    Map<String, String> guess(List<FunctionValues> vanished, List<FunctionValues> appeared) {
        List<Shape> before = vanished.stream().map(this::shape).toList();
        List<Shape> after = appeared.stream().map(this::shape).toList();
        Map<String, String> names = new HashMap<>();
        for (Shape old : before) {
            Optional<Shape> recent = nearest(old, after);
            if (recent.isPresent()
                    && nearest(recent.get(), before).filter(old::equals).isPresent()) {
                names.put(old.name(), recent.get().name());
                names.put(recent.get().name(), old.name());
            }
        }
        return names;
    }

    private static Optional<Shape> nearest(Shape one, List<Shape> others) {
        return others.stream()
                .filter(other -> isAlike(one, other))
                .min(Comparator.comparingDouble((Shape other) -> distance(one, other))
                        .thenComparing(Shape::name));
    }

    /** Never where one has no calls: its logarithms are not finite, and nothing is near them. */
    private static boolean isAlike(Shape one, Shape other) {
        return Math.abs(one.calls() - other.calls()) <= Math.log(MOST_CALLS)
                && Math.abs(one.perCall() - other.perCall()) <= Math.log(MOST_PER_CALL)
                && isNear(one, other);
    }

    private static boolean isNear(Shape one, Shape other) {
        if (one.file().isPresent() && other.file().isPresent()) {
            return one.file().equals(other.file());
        }
        return one.module().equals(other.module())
                && (one.bare().startsWith(other.bare()) || other.bare().startsWith(one.bare()));
    }

    private static double distance(Shape one, Shape other) {
        return Math.abs(one.calls() - other.calls()) + Math.abs(one.perCall() - other.perCall());
    }
}
