package org.kpulse.harness.cli;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.logs.ServiceLog;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.queue.TaskWorker;
import org.kpulse.harness.service.AfterJudged;
import org.kpulse.harness.service.ExperimentWork;
import org.kpulse.harness.service.Planning;
import org.kpulse.harness.service.Service;
import org.kpulse.harness.service.StoredWork;
import org.kpulse.harness.store.Database;

/** Starts what runs for ever, for the commands that do. */
public final class ServiceParts {

    private final Context context;
    private final Config config;
    private final Lab lab;

    /** From now on the log is that of a service. */
    public ServiceParts(Context context, Common common, Config config) {
        ServiceLog.begin(config.text(ConfigKey.LOG_FORMAT).equals("json"));
        this.context = context;
        this.config = config;
        Lab plain = context.lab(common, config);
        Progress progress = common.quiet ? Progress.silent() : ServiceLog.progress();
        this.lab = new Lab(config, plain.state(), plain.environment(), plain.clock(), progress, plain.benchmarks());
    }

    /** The lab, whose progress is logged. */
    public Lab lab() {
        return lab;
    }

    /** Starts a worker; {@code alone}: others poll and plan. */
    public Service start(Database database, boolean alone) {
        lab.pool().qemu();
        AfterJudged next = (judging, stored, workspace, experiment) -> {
            for (AfterRun each : ServiceLoader.load(AfterRun.class)) {
                each.after(judging, stored, workspace, experiment);
            }
        };
        List<String> platforms = config.list(ConfigKey.WORKER_PLATFORMS);
        platforms.forEach(EmbeddedPool::requireKnown);
        return Service.start(
                database,
                new Service.Duties(
                        identity(lab.clock(), platforms),
                        new ExperimentWork(lab, database, context::comparison, next),
                        stored(database, platforms),
                        alone ? List.of() : lab.sources(),
                        alone ? Optional.empty() : Optional.of(Planning.of(lab, database))),
                lab.progress(),
                lab.clock());
    }

    private List<StoredWork> stored(Database database, List<String> platforms) {
        return ServiceLoader.load(StoredWork.Maker.class).stream()
                .map(maker -> maker.get().of(lab, database, platforms))
                .toList();
    }

    /** Unlike that of any other process, also of one that had its number before. */
    private static TaskWorker.Identity identity(Clock clock, List<String> platforms) {
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "localhost";
        }
        String name = host + ":" + ProcessHandle.current().pid() + ":"
                + Long.toString(clock.instant().getEpochSecond(), Character.MAX_RADIX);
        return new TaskWorker.Identity(name, host, platforms);
    }
}
