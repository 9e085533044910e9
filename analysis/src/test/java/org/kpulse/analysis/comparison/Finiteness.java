package org.kpulse.analysis.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.kpulse.analysis.Interval;

/** The promise of {@link MetricComparison}: no number in it is NaN or infinite. */
final class Finiteness {

    private Finiteness() {}

    static void check(MetricComparison answer) {
        DoubleStream optional = DoubleStream.of(
                answer.change().difference(),
                answer.changePercent().orElse(0),
                answer.change().ratio().orElse(0),
                answer.mdePercent().orElse(0),
                answer.p().orElse(0),
                answer.q().orElse(0),
                answer.base().mean(),
                answer.base().cvPercent(),
                answer.candidate().mean(),
                answer.candidate().cvPercent());
        assertThat(optional.allMatch(Double::isFinite)).as("%s", answer).isTrue();
        // intervals refuse what is not finite when they are made
        assertThat(answer.change().interval().map(Interval::width)).isPresent();
        assertThat(answer.p().orElse(0)).isBetween(0.0, 1.0);
        assertThat(answer.q().orElse(0)).isBetween(answer.p().orElse(0), 1.0);
    }
}
