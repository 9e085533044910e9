package org.kpulse.harness.tests.foreign;

import java.util.Optional;
import org.kpulse.harness.run.TestResult.Outcome;

/**
 * The results of one program: those it printed as TAP, below its name, then its own. Its exit code alone is not believed: some
 * programs print {@code not ok} and end with 0.
 */
public final class ProgramReader {

    private ProgramReader() {}

    /** What one execution told by its exit code alone; what it printed is kept, if a person should look at it. */
    public static Report readExitCode(ProgramRun run, ExitCodes codes) {
        ReportBuilder report = new ReportBuilder();
        Outcome status = codes.status(run.exitCode());
        String why = ExitCodes.why(run.exitCode());
        report.add(
                run.name(),
                status,
                Optional.of(run.duration()),
                why.isEmpty() && status != Outcome.PASS ? "exit code " + run.exitCode() : why,
                printed(run));
        return report.report();
    }

    private static String printed(ProgramRun run) {
        if (run.output().isEmpty()) {
            return "";
        }
        Output output = new Output();
        Lines.of(run.output(), Lines.MAX_LINE, new ReportBuilder()).forEach(output::line);
        return output.text();
    }

    /** What one execution told, by what it printed and by its exit code. */
    public static Report read(ProgramRun run, ExitCodes codes) {
        Report inner = TapReader.read(run.output());
        ReportBuilder report = new ReportBuilder();
        inner.results().stream()
                .limit(Report.MAX_RESULTS - 1)
                .forEach(each -> report.add(
                        run.name() + "/" + each.name(), each.status(), each.duration(), each.reason(), each.output()));
        boolean tap = !inner.results().isEmpty();
        inner.complaints().stream()
                .filter(complaint -> tap || !complaint.equals("no plan"))
                .forEach(complaint -> report.complain(run.name() + ": " + complaint));

        Outcome status = codes.status(run.exitCode());
        String reason = ExitCodes.why(run.exitCode());
        long spoilt = inner.results().stream().filter(r -> r.status().failed()).count();
        if (status == Outcome.PASS && spoilt > 0) {
            status = TapTest.spoiltBy(inner.results().stream().map(Told::status));
            reason = "it ended with 0, but " + spoilt + " of its tests did not pass";
        } else if (status == Outcome.PASS && inner.complaints().stream().anyMatch(c -> c.startsWith("Bail out!"))) {
            status = Outcome.UNRESOLVED;
            reason = "it ended with 0, but bailed out";
        } else if (status == Outcome.PASS && inner.skipped().isPresent()) {
            status = Outcome.SKIP;
            reason = inner.skipped().get();
        } else if (reason.isEmpty() && status != Outcome.PASS) {
            reason = inner.skipped().orElse("exit code " + run.exitCode());
        }
        String output = Told.isOdd(status) ? printed(run) : "";
        report.add(run.name(), status, Optional.of(run.duration()), reason, output);
        return report.report();
    }
}
