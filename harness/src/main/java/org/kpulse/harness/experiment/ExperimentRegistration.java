package org.kpulse.harness.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.store.BenchmarkRow;
import org.kpulse.harness.store.BenchmarkStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.ExperimentStore;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.Role;
import tools.jackson.databind.json.JsonMapper;

/** Stores what is going to be measured, before the first boot: kernels, recipes, suites, the experiment and its jobs. */
final class ExperimentRegistration {

    private static final JsonMapper JSON = new JsonMapper();

    private final Database database;
    private final ExperimentRequest request;
    private final Map<String, PlatformJobs> work;
    private final Map<Long, Long> suites = new LinkedHashMap<>();
    private final ExperimentStore.NewExperiment wanted;

    ExperimentRegistration(
            Database database,
            ExperimentRequest request,
            Suite suite,
            Map<Side, Kernel> kernels,
            Map<String, PlatformJobs> work) {
        this.database = database;
        this.request = request;
        this.work = work;
        List<Long> benchmarks = new ArrayList<>();
        for (PlatformJobs jobs : work.values()) {
            List<Long> here = jobs.plan().benchmarks().stream()
                    .map(each -> new BenchmarkStore(database).save(row(each)))
                    .toList();
            suites.put(jobs.platformId(), new BenchmarkStore(database).saveSuite(suite.name(), here));
            benchmarks.addAll(here);
        }
        long suiteId = new BenchmarkStore(database)
                .saveSuite(suite.name(), benchmarks.stream().distinct().toList());
        this.wanted = new ExperimentStore.NewExperiment(
                stored(kernels, Side.BASE), stored(kernels, Side.CANDIDATE), suiteId, settings(request, suite, work));
    }

    /** The newest unfinished experiment that was to measure exactly this. */
    long resumed(Progress progress) {
        long id = new ExperimentStore(database)
                .findUnfinished(wanted)
                .map(ExperimentStore.ExperimentRow::id)
                .orElseThrow(
                        () -> new UsageException("There is no unfinished run of these kernels, suite and settings to"
                                + " resume; start one without --resume."));
        progress.step("going on with experiment " + id);
        return id;
    }

    /** The one that was kept if it is unfinished and was to measure exactly this; else that is abandoned and there is a new one. */
    long continued(Keeper keeper, Progress progress) {
        OptionalLong kept = keeper.experiment();
        ExperimentStore experiments = new ExperimentStore(database);
        if (kept.isPresent() && experiments.isUnfinished(kept.getAsLong(), wanted)) {
            progress.step("going on with experiment " + kept.getAsLong());
            return kept.getAsLong();
        }
        kept.ifPresent(experiments::abandon);
        return created(keeper::keep);
    }

    /** A new experiment with its jobs; its id is told in the same transaction. */
    long created(LongConsumer told) {
        List<ExperimentStore.NewJob> jobs = new ArrayList<>();
        for (PlatformJobs each : work.values()) {
            for (Role role : Role.values()) {
                OptionalLong own = OptionalLong.of(suites.getOrDefault(each.platformId(), wanted.suiteId()));
                int boots = Math.max(request.boots(), request.mostBoots());
                jobs.add(new ExperimentStore.NewJob(each.platformId(), role, boots, own));
            }
        }
        return new ExperimentStore(database).create(wanted, jobs, told);
    }

    private long stored(Map<Side, Kernel> kernels, Side side) {
        return new KernelStore(database)
                .save(Optional.ofNullable(kernels.get(side)).orElseThrow());
    }

    /** All that decides what is measured: only an experiment with equal settings is resumed. */
    private static String settings(ExperimentRequest request, Suite suite, Map<String, PlatformJobs> work) {
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("boots", request.boots());
        request.adaptive().ifPresent(rules -> settings.put("most_boots", rules.cap()));
        Map<String, Object> platforms = new LinkedHashMap<>();
        work.forEach((name, jobs) -> platforms.put(
                name,
                Map.of(
                        "platform", jobs.platformId(),
                        "bundle", jobs.prepared(Side.BASE).bundleSha256(),
                        "guest_image", jobs.prepared(Side.BASE).guestImageSha256(),
                        "scratch_mib", jobs.prepared(Side.BASE).scratchMib())));
        if (!suite.once().isEmpty()) {
            settings.put(
                    "once",
                    suite.once().stream()
                            .map(each -> each.benchmark().name() + " "
                                    + each.benchmark().recipeSha256())
                            .toList());
        }
        settings.put("platforms", platforms);
        return JSON.writeValueAsString(settings);
    }

    static BenchmarkRow row(PlannedBenchmark planned) {
        return new BenchmarkRow(
                planned.benchmark().name(),
                planned.workSha256(),
                planned.benchmark().metrics().stream()
                        .map(m -> new BenchmarkRow.MetricRow(m.name(), m.unit(), m.direction()))
                        .toList());
    }
}
