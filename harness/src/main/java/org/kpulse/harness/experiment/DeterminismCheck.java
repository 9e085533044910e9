package org.kpulse.harness.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.Sample;
import org.kpulse.harness.store.TwinQuery;

/**
 * On an {@code instructions} platform the same kernel, job and seed give identical samples. Every run whose twin is stored
 * already is compared with it, so that whatever breaks determinism is noticed in ordinary work and said in the run.
 */
final class DeterminismCheck {

    private final TwinQuery twins;
    private final Progress progress;

    DeterminismCheck(TwinQuery twins, Progress progress) {
        this.twins = twins;
        this.progress = progress;
    }

    /** The run as it is, or with a note of what broke determinism. */
    RunRecord noted(RunRecord run, PlatformJobs work) {
        if (work.plan().platform().kind() != Platform.Kind.INSTRUCTIONS || run.state() != RunState.FINISHED) {
            return run;
        }
        Optional<TwinQuery.Twin> twin = twins.earlier(run);
        Optional<String> difference = twin.flatMap(t -> difference(run.samples(), t));
        difference.ifPresent(d -> progress.warn(
                "Determinism is broken on " + work.plan().platform().name() + ": " + d));
        return difference.isEmpty() ? run : withNote(run, difference.get());
    }

    /** The first metric whose samples are not bit for bit those of the twin; pure. */
    static Optional<String> difference(List<Sample> samples, TwinQuery.Twin twin) {
        Map<String, double[]> mine = new TreeMap<>();
        samples.stream()
                .collect(Collectors.groupingBy(s -> s.benchmark() + "/" + s.metric()))
                .forEach((key, values) ->
                        mine.put(key, values.stream().mapToDouble(Sample::value).toArray()));
        if (!mine.keySet().equals(twin.samples().keySet())) {
            return Optional.of("run " + twin.runId() + " with the same kernel, job and seed has other metrics");
        }
        for (Map.Entry<String, double[]> each : mine.entrySet()) {
            double[] other = twin.samples().get(each.getKey());
            if (!Arrays.equals(each.getValue(), other)) {
                return Optional.of(
                        each.getKey() + " differs from run " + twin.runId() + " with the same kernel, job and seed: "
                                + Arrays.toString(each.getValue()) + " and " + Arrays.toString(other));
            }
        }
        return Optional.empty();
    }

    private static RunRecord withNote(RunRecord run, String note) {
        Provenance p = run.provenance();
        Provenance noted = new Provenance(
                p.kernelCommandLine(),
                p.machine(),
                p.machineVersion(),
                p.hostProcessor(),
                p.hostLoad(),
                p.hostStealPercent(),
                p.guestImageSha256(),
                p.bundleSha256(),
                p.harnessVersion(),
                Optional.of(note));
        return new RunRecord(
                run.slot(),
                run.started(),
                run.timing(),
                run.fault(),
                noted,
                run.steps(),
                run.samples(),
                run.logDirectory(),
                run.kernelWarnings(),
                run.consoleTail(),
                run.collected(),
                run.tests(),
                run.crashes());
    }
}
