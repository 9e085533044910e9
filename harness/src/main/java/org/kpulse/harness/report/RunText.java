package org.kpulse.harness.report;

import java.util.Locale;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.store.KernelRow;

/** The outcome of a main job as text. */
public final class RunText {

    private RunText() {}

    /** All of it, ending in a line break. */
    public static String of(RunReport report) {
        StringBuilder text = new StringBuilder();
        text.append("base       ").append(kernel(report.base())).append('\n');
        text.append("candidate  ").append(kernel(report.candidate())).append('\n');
        report.platforms().forEach(part -> {
            text.append(ComparisonText.of(part.comparison()));
            text.append(WhyText.brief(part.profiles(), part.comparison().metrics()));
            text.append(checks(part));
            part.runs()
                    .forEach(run -> run.determinism()
                            .ifPresent(d -> text.append("  determinism is broken: ")
                                    .append(d)
                                    .append('\n')));
        });
        text.append('\n').append(timing(report.timing()));
        text.append("raw data   experiment ").append(report.experimentId()).append(" in ");
        text.append(report.places().database()).append(" (kpulse db psql; kpulse export --experiment ");
        text.append(report.experimentId()).append(")\n");
        text.append("logs       ").append(report.places().logs()).append(" (kpulse runs list)\n");
        report.places()
                .page()
                .ifPresent(page -> text.append("page       ").append(page).append('\n'));
        return text.toString();
    }

    private static String kernel(KernelRow kernel) {
        String version = kernel.version().map(v -> ", version " + v).orElse("");
        return kernel.ref() + " (release " + kernel.release() + version + ")";
    }

    private static String checks(RunReport.PlatformPart part) {
        StringBuilder text = new StringBuilder();
        for (RunReport.Check check : part.allChecks()) {
            text.append(String.format(
                    Locale.ROOT,
                    "  %-7s %s: base %s, candidate %s%n",
                    word(check),
                    check.name(),
                    count(check.base()),
                    count(check.candidate())));
        }
        part.crashes().forEach(crash -> text.append(line(crash)));
        part.runs().stream()
                .map(RunReport.RunLine::row)
                .filter(r -> r.state() != RunState.FINISHED)
                .forEach(r -> text.append(String.format(
                        Locale.ROOT,
                        "  run %d of %s: %s (%s): %s%n",
                        r.id(),
                        r.release(),
                        r.faultCode().orElse("?"),
                        r.state() == RunState.KERNEL_FAILED ? "kernel" : "ours",
                        r.faultDetail().orElse(""))));
        return text.toString();
    }

    private static String line(CrashLine crash) {
        String ours = crash.ours() == 0 ? "" : "; " + crash.ours() + " more that ended by a fault of ours, not counted";
        return String.format(
                Locale.ROOT,
                "  crash   %s: base %s, candidate %s%s%n",
                crash.signature(),
                boots(crash.base()),
                boots(crash.candidate()),
                ours);
    }

    private static String boots(CrashTally tally) {
        return tally.causes() + " of " + tally.boots() + " boots";
    }

    private static String word(RunReport.Check check) {
        if (check.regressed()) {
            return "FAIL";
        }
        RunReport.Check.Count candidate = check.candidate();
        return candidate.failed() > 0 ? "failing" : candidate.passed() > 0 ? "pass" : "unknown";
    }

    private static String count(RunReport.Check.Count count) {
        return count.passed() + " of " + (count.passed() + count.failed());
    }

    private static String timing(RunReport.Timing timing) {
        return String.format(
                Locale.ROOT,
                "time       %s: set-up %s, boots %s, benchmarks %s, overhead %s (%.1f %%)%n",
                Numbers.seconds(timing.total()),
                Numbers.seconds(timing.setup()),
                Numbers.seconds(timing.boot()),
                Numbers.seconds(timing.benchmark()),
                Numbers.seconds(timing.overhead()),
                timing.total() > 0 ? 100 * timing.overhead() / timing.total() : 0);
    }
}
