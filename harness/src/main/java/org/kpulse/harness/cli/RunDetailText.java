package org.kpulse.harness.cli;

import java.util.Locale;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunRow;

/** One run as text. */
final class RunDetailText {

    private RunDetailText() {}

    static String of(RunQuery.Detail detail) {
        RunRow run = detail.run();
        Provenance from = detail.provenance();
        StringBuilder text = new StringBuilder();
        line(
                text,
                "run",
                run.id() + ", " + run.state()
                        + run.faultCode().map(c -> " " + c).orElse(""));
        run.faultDetail().ifPresent(d -> line(text, "because", d));
        line(text, "kernel", run.kernel() + " (" + run.release() + ")");
        line(
                text,
                "platform",
                run.platform() + ", boot " + run.slot().boot() + ", seed "
                        + run.slot().seed());
        line(text, "started", run.started().toString());
        line(
                text,
                "time",
                String.format(
                        Locale.ROOT,
                        "%s: boot %s, benchmarks %s, overhead %s",
                        seconds(run.timing().total().toMillis()),
                        seconds(run.timing().boot().toMillis()),
                        seconds(run.timing().benchmark().toMillis()),
                        seconds(run.timing().overhead().toMillis())));
        line(text, "machine", from.machineVersion() + " on " + from.hostProcessor());
        line(
                text,
                "host",
                String.format(Locale.ROOT, "load %.2f, steal %.2f %%", from.hostLoad(), from.hostStealPercent()));
        line(text, "booted with", from.kernelCommandLine());
        line(text, "guest image", from.guestImageSha256());
        line(text, "job bundle", from.bundleSha256());
        line(text, "kpulse", from.harnessVersion());
        from.determinism().ifPresent(d -> line(text, "determinism", "broken: " + d));
        line(text, "log", run.logDirectory() + " (kpulse runs log " + run.id() + " [--output])");
        detail.kernelWarnings().forEach(w -> line(text, "warning", w));
        steps(text, detail);
        metrics(text, detail);
        if (!detail.consoleTail().isBlank()) {
            text.append("\nlast lines of the console:\n")
                    .append(detail.consoleTail())
                    .append('\n');
        }
        return text.toString();
    }

    private static void steps(StringBuilder text, RunQuery.Detail detail) {
        Table table = new Table(1, "step", "iteration", "exit", "guest seconds");
        for (StepResult step : detail.steps()) {
            table.row(
                    step.benchmark(),
                    step.iteration() < 0 ? "warm-up" : Integer.toString(step.iteration()),
                    Integer.toString(step.exitCode()),
                    Numbers.value(step.guestSeconds()));
        }
        text.append('\n').append(table.text());
    }

    private static void metrics(StringBuilder text, RunQuery.Detail detail) {
        if (detail.metrics().isEmpty()) {
            return;
        }
        Table table = new Table(2, "benchmark", "metric", "mean", "min", "max", "unit", "samples");
        detail.metrics()
                .forEach(m -> table.row(
                        m.benchmark(),
                        m.metric(),
                        Numbers.value(m.mean()),
                        Numbers.value(m.min()),
                        Numbers.value(m.max()),
                        m.unit(),
                        Integer.toString(m.n())));
        text.append('\n').append(table.text());
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-12s%s%n", name, value));
    }

    private static String seconds(long millis) {
        return Numbers.seconds(millis / 1000.0);
    }
}
