package org.kpulse.webapp.series;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.kpulse.analysis.Direction;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.changepoint.ChangeAnalysis;
import org.kpulse.analysis.changepoint.ChangeRules;
import org.kpulse.analysis.changepoint.Finding;
import org.kpulse.analysis.changepoint.SeriesPoint;
import org.kpulse.analysis.inference.FDistributionFit;
import org.kpulse.analysis.inference.ModeratedVariance;
import org.kpulse.analysis.inference.StudentT;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.webapp.series.SeriesQuery.Kernel;

/**
 * A metric over kernels. Pure.
 *
 * @param reference the kernel that all are compared with; empty if none has a logarithm
 * @param chosen whether the reference is the platform's baseline, not just the first kernel
 * @param points one a kernel, in order
 * @param findings lasting changes and outliers; positions are those of {@code points}
 */
record Series(Optional<Kernel> reference, boolean chosen, List<Point> points, List<Finding> findings) {

    private static final double CONFIDENCE = 0.95;

    Series {
        points = List.copyOf(points);
        findings = List.copyOf(findings);
    }

    /**
     * One kernel.
     *
     * @param change against the reference, percent, positive is larger; empty if it was not measured or has a sample of 0
     * @param newSetting whether it was measured with another guest image or emulator than the one before
     */
    record Point(Kernel kernel, Optional<Change> change, boolean newSetting) {}

    /**
     * A change against the reference.
     *
     * @param percent positive is larger
     * @param interval 95 % confidence interval of the kernel's own mean, the reference taken as it is; empty if no kernel has two boots
     */
    record Change(double percent, Optional<Interval> interval) {}

    /** Of kernels in their order, with the kernel that was set as baseline, if one was. */
    static Series of(List<Kernel> kernels, OptionalLong baseline, Direction direction) {
        Optional<Kernel> chosen = kernels.stream()
                .filter(k -> baseline.isPresent()
                        && k.id() == baseline.getAsLong()
                        && k.meanLn().isPresent())
                .findFirst();
        List<Kernel> listed = kernels.stream().filter(Kernel::listed).toList();
        Optional<Kernel> reference = chosen.or(
                () -> listed.stream().filter(k -> k.meanLn().isPresent()).findFirst());
        VariancePrior prior = prior(kernels);
        List<Point> points = new ArrayList<>();
        List<SeriesPoint> values = new ArrayList<>();
        String setting = "";
        for (Kernel kernel : listed) {
            Optional<ModeratedVariance> variance = variance(prior, kernel);
            Optional<Change> change =
                    reference.flatMap(base -> change(kernel, base.meanLn().orElse(0), variance));
            boolean moved = !setting.isEmpty()
                    && !kernel.setting().isEmpty()
                    && !kernel.setting().equals(setting);
            points.add(new Point(kernel, change, moved));
            setting = kernel.setting().isEmpty() ? setting : kernel.setting();
            values.add(value(kernel, direction, variance));
        }
        return new Series(
                reference,
                chosen.isPresent(),
                points,
                ChangeAnalysis.of(values, ChangeRules.DEFAULT).findings());
    }

    /** What all kernels together say of the variance between boots: a single one has too few to say much. */
    private static VariancePrior prior(List<Kernel> kernels) {
        List<Kernel> replicated = kernels.stream()
                .filter(k -> k.boots() > 1 && k.meanLn().isPresent())
                .toList();
        return replicated.isEmpty()
                ? VariancePrior.NONE
                : FDistributionFit.of(
                                replicated.stream()
                                        .mapToDouble(Kernel::varianceLn)
                                        .toArray(),
                                replicated.stream()
                                        .mapToDouble(k -> k.boots() - 1.0)
                                        .toArray())
                        .prior();
    }

    private static Optional<ModeratedVariance> variance(VariancePrior prior, Kernel kernel) {
        int own = kernel.boots() - 1;
        return kernel.meanLn().isEmpty() || prior.degreesOfFreedom() + own <= 0
                ? Optional.empty()
                : Optional.of(prior.posterior(kernel.varianceLn(), own));
    }

    private static Optional<Change> change(Kernel kernel, double reference, Optional<ModeratedVariance> variance) {
        if (kernel.meanLn().isEmpty()) {
            return Optional.empty();
        }
        double difference = kernel.meanLn().getAsDouble() - reference;
        Optional<Interval> interval = variance.map(v -> {
            double half =
                    StudentT.quantile((1 + CONFIDENCE) / 2, v.degreesOfFreedom()) * v.sd() / Math.sqrt(kernel.boots());
            return new Interval(percent(difference - half), percent(difference + half));
        });
        return Optional.of(new Change(percent(difference), interval));
    }

    private static SeriesPoint value(Kernel kernel, Direction direction, Optional<ModeratedVariance> variance) {
        String name = String.valueOf(kernel.id());
        return kernel.meanLn().isEmpty()
                ? SeriesPoint.missing(name)
                : new SeriesPoint(
                        name,
                        direction.sign() * kernel.meanLn().getAsDouble(),
                        variance.map(v -> v.sd() / Math.sqrt(kernel.boots())).orElse(0.0),
                        kernel.boots());
    }

    /** A difference of logarithms in percent, bounded so that a chart can hold it. */
    static double percent(double difference) {
        return 100 * Math.expm1(Math.min(difference, 20));
    }

    /** Places of the points from one kernel to another, both with them. */
    List<Integer> places(OptionalLong from, OptionalLong to) {
        int first = from.isPresent() ? place(from.getAsLong()) : 0;
        int last = to.isPresent() ? place(to.getAsLong()) : points.size() - 1;
        List<Integer> places = new ArrayList<>();
        for (int i = first; i <= last; i++) {
            places.add(i);
        }
        return places;
    }

    /** Where a kernel is; -1 if it is not here. */
    int place(long kernel) {
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i).kernel().id() == kernel) {
                return i;
            }
        }
        return -1;
    }
}
