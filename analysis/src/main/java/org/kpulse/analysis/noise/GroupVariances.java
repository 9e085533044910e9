package org.kpulse.analysis.noise;

import java.util.ArrayList;
import java.util.List;

/** The variance of the boot means within each kernel, against what the components predict. */
final class GroupVariances {

    private GroupVariances() {}

    /** One for each kernel with degrees of freedom; none if the components predict no variance at all. */
    static List<GroupVariance> of(BootTable given, VarianceComponents components) {
        // as in Reml: boots that are alone in their builds are compared with each other
        boolean joined = given.bootDegrees() == 0;
        BootTable table = joined ? given.withoutBuilds() : given;
        double boot = (joined ? components.build() : components.boot()).orElse(0);
        double iteration = components.iteration().orElse(0);
        List<GroupVariance> groups = new ArrayList<>();
        if (boot + iteration == 0) {
            return groups;
        }
        double squares = 0;
        double expected = 0;
        int degrees = 0;
        for (int from = 0; from < table.boots(); ) {
            int to = from;
            double mean = 0;
            double predicted = 0;
            for (; to < table.boots() && table.build[to] == table.build[from]; to++) {
                double delta = table.mean[to] - mean;
                mean += delta / (to - from + 1);
                squares += delta * (table.mean[to] - mean);
                predicted += boot + iteration / table.iterations[to];
            }
            int n = to - from;
            expected += predicted * (n - 1) / n;
            degrees += n - 1;
            boolean kernelEnds = to == table.boots() || table.kernel[to] != table.kernel[from];
            if (kernelEnds) {
                if (degrees > 0) {
                    groups.add(new GroupVariance(squares / expected, degrees));
                }
                squares = 0;
                expected = 0;
                degrees = 0;
            }
            from = to;
        }
        return groups;
    }
}
