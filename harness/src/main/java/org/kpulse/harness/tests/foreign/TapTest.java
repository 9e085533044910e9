package org.kpulse.harness.tests.foreign;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.run.TestResult.Outcome;

/** One test in an output, with those nested in it. */
final class TapTest {

    private final String name;
    private final Outcome status;
    private final String reason;
    private final List<TapTest> nested;
    private final Output output = new Output();
    private Optional<Duration> duration;

    TapTest(String name, Outcome status, String reason, Optional<Duration> duration, List<TapTest> nested) {
        long spoilt = nested.stream().filter(test -> test.status.failed()).count();
        boolean lies = status == Outcome.PASS && spoilt > 0;
        this.name = name;
        this.status = lies ? spoiltBy(nested.stream().map(TapTest::status)) : status;
        this.reason = lies ? "it said ok, but " + spoilt + " of its tests did not" : reason;
        this.duration = duration;
        this.nested = List.copyOf(nested);
    }

    /** What a test is that passed by its own word, but not by those of the tests in it. */
    static Outcome spoiltBy(Stream<Outcome> nested) {
        return nested.anyMatch(Outcome.FAIL::equals) ? Outcome.FAIL : Outcome.UNRESOLVED;
    }

    String name() {
        return name;
    }

    Outcome status() {
        return status;
    }

    Output output() {
        return output;
    }

    void took(Duration time) {
        duration = Optional.of(time);
    }

    /** Adds it and, before it, those nested in it. */
    void addTo(ReportBuilder report, @Nullable String parent) {
        String full = parent == null ? name : parent + "/" + name;
        nested.forEach(test -> test.addTo(report, full));
        report.add(full, status, duration, reason, output.text());
    }
}
