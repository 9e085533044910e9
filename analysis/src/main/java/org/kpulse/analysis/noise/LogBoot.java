package org.kpulse.analysis.noise;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.kpulse.analysis.BootSamples;

/** One boot's logarithms in iteration order. */
final class LogBoot {

    /** By kernel, build and values: the same for any order in which a build's boots are given. */
    static final Comparator<LogBoot> CANONICAL = Comparator.comparingInt((LogBoot boot) -> boot.kernel)
            .thenComparingInt(boot -> boot.build)
            .thenComparing(boot -> boot.logs, Arrays::compare);

    /** Its kernel, counted from 0. */
    final int kernel;
    /** Its build, counted from 0 over all kernels. */
    final int build;
    /** Its place among the boots of its build in the order given. */
    final int time;
    /** One an iteration; not to be changed. */
    final double[] logs;

    LogBoot(int kernel, int build, int time, BootSamples boot) {
        this.kernel = kernel;
        this.build = build;
        this.time = time;
        logs = IntStream.range(0, boot.count())
                .mapToDouble(i -> Math.log(boot.value(i)))
                .toArray();
    }

    int count() {
        return logs.length;
    }
}
