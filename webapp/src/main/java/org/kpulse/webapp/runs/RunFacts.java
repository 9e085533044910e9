package org.kpulse.webapp.runs;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.RunRow;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Visible;

/** What a run's page says before its tables, name by name. */
final class RunFacts {

    private RunFacts() {}

    static Map<String, String> of(RunQuery.Detail detail) {
        RunRow run = detail.run();
        Provenance from = detail.provenance();
        Map<String, String> facts = new LinkedHashMap<>();
        run.faultDetail().ifPresent(because -> facts.put("Because", because));
        facts.put("Release", run.release());
        facts.put(
                "Platform",
                run.platform() + ", boot " + run.slot().boot() + ", attempt "
                        + run.slot().attempt() + ", seed " + run.slot().seed());
        facts.put("Started", Shown.time(run.started()).text() + " UTC");
        facts.put(
                "Time",
                seconds(run.timing().total()) + ": boot " + seconds(run.timing().boot()) + ", benchmarks "
                        + seconds(run.timing().benchmark()) + ", overhead "
                        + seconds(run.timing().overhead()));
        run.experimentId()
                .ifPresent(id -> facts.put(
                        "Experiment",
                        id + run.role().map(role -> ", as " + role.label()).orElse("")));
        facts.put("Machine", from.machineVersion() + " on " + from.hostProcessor());
        facts.put(
                "Host",
                String.format(Locale.ROOT, "load %.2f, steal %.2f %%", from.hostLoad(), from.hostStealPercent()));
        facts.put("Started by", from.machine());
        facts.put("Booted with", from.kernelCommandLine());
        facts.put("Guest image", from.guestImageSha256());
        facts.put("Job bundle", from.bundleSha256());
        facts.put("Kpulse", from.harnessVersion());
        from.determinism().ifPresent(broken -> facts.put("Determinism", "broken: " + broken));
        facts.put("Log", run.logDirectory() + " (kpulse runs log " + run.id() + ")");
        facts.replaceAll((name, value) -> Visible.of(value));
        return facts;
    }

    private static String seconds(Duration duration) {
        return Numbers.seconds(duration.toMillis() / 1000.0);
    }
}
