package org.kpulse.harness.testset;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One test in an output, with those nested in it. */
final class TapTest {

    private final String name;
    private final TestStatus status;
    private final String reason;
    private final List<TapTest> nested;
    private final Output output = new Output();
    private Optional<Duration> duration;

    TapTest(String name, TestStatus status, String reason, Optional<Duration> duration, List<TapTest> nested) {
        long spoilt = nested.stream().filter(test -> test.status.spoils()).count();
        boolean lies = status == TestStatus.PASS && spoilt > 0;
        this.name = name;
        this.status = lies ? TestStatus.FAIL : status;
        this.reason = lies ? "it said ok, but " + spoilt + " of its tests did not" : reason;
        this.duration = duration;
        this.nested = List.copyOf(nested);
    }

    String name() {
        return name;
    }

    TestStatus status() {
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
        report.add(full, 1, status, duration, reason, output.text());
    }
}
