package org.kpulse.harness.testset;

import java.util.Optional;

/**
 * The results of one program: those it printed as TAP, below its name, then its own. Its exit code alone is not believed: some
 * programs print {@code not ok} and end with 0.
 */
public final class ProgramReader {

    private ProgramReader() {}

    /** What one execution told. */
    public static TestReport read(ProgramRun run, ExitCodes codes) {
        TestReport inner = TapReader.read(run.output());
        ReportBuilder report = new ReportBuilder();
        inner.results()
                .forEach(each -> report.add(
                        run.name() + "/" + each.name(),
                        1,
                        each.status(),
                        each.duration(),
                        each.reason(),
                        each.output()));
        boolean tap = !inner.results().isEmpty();
        inner.complaints().stream()
                .filter(complaint -> tap || !complaint.equals("no plan"))
                .forEach(complaint -> report.complain(run.name() + ": " + complaint));

        TestStatus status = codes.status(run.exitCode());
        String reason = ExitCodes.why(run.exitCode());
        long spoilt = inner.results().stream().filter(r -> r.status().spoils()).count();
        if (status == TestStatus.PASS && spoilt > 0) {
            status = TestStatus.FAIL;
            reason = "it ended with 0, but " + spoilt + " of its tests did not pass";
        } else if (status == TestStatus.PASS && inner.complaints().stream().anyMatch(c -> c.startsWith("Bail out!"))) {
            status = TestStatus.UNRESOLVED;
            reason = "it ended with 0, but bailed out";
        } else if (status == TestStatus.PASS && inner.skipped().isPresent()) {
            status = TestStatus.SKIP;
            reason = inner.skipped().get();
        } else if (reason.isEmpty() && status != TestStatus.PASS) {
            reason = inner.skipped().orElse("exit code " + run.exitCode());
        }
        Output output = new Output();
        if (status.bad()) {
            Lines.of(run.output(), Lines.MAX_LINE, new ReportBuilder()).forEach(output::line);
        }
        report.add(run.name(), 1, status, Optional.of(run.duration()), reason, output.text());
        return report.report();
    }
}
