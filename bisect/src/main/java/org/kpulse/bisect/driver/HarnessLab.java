package org.kpulse.bisect.driver;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.benchmark.TestSet;
import org.kpulse.harness.build.BuildResult;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.SingleBoots;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.store.BootQuery;
import org.kpulse.harness.store.BuildStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelStore;

/** Builds with the kernel builder and boots on the machines of this host. */
public final class HarnessLab implements ProbeLab {

    private final Lab lab;
    private final Database database;
    private final Workspace workspace;
    private final BisectionRow bisection;
    private final Map<String, SingleBoots> boots = new HashMap<>();
    private final Map<String, Kernel> kernels = new HashMap<>();

    public HarnessLab(Lab lab, Database database, Workspace workspace, BisectionRow bisection) {
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
        this.bisection = bisection;
    }

    @Override
    public Build build(String revision, int layout) {
        return buildRef("git:" + bisection.request().tree() + "#" + revision, layout);
    }

    /** The same for any exact reference of a kernel that is built from source. */
    Build buildRef(String ref, int layout) {
        Lab with = lab.with(ConfigKey.BUILD_LAYOUT, String.valueOf(layout));
        GitKernels source = with.gitKernels(new BuildStore(database)::save);
        long begin = System.nanoTime();
        BuildResult result = source.build(KernelRef.parse(ref), lab.progress());
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (result instanceof BuildResult.Failed failed) {
            Fault fault = failed.fault();
            if (fault.blame() == Blame.OURS) {
                throw new InfraException("Cannot build " + ref + ": " + fault.detail());
            }
            return new Unbuildable(fault.code() + ": " + fault.detail(), seconds);
        }
        Kernel kernel = ((BuildResult.Built) result).kernel();
        kernels.put(ref + "/" + layout, kernel);
        String code = kernel.built().flatMap(b -> b.codeSha256()).orElse(kernel.imageSha256());
        long id = new KernelStore(database).save(kernel);
        kernels.put(String.valueOf(id), kernel);
        return new Built(id, ref, code, seconds);
    }

    @Override
    public long job(long kernelId, String platform, int wanted) {
        return boots(kernelId, platform).job(kernelId, wanted);
    }

    @Override
    public boolean isOver() {
        return workspace.turn().over().isPresent();
    }

    @Override
    public Boot boot(Built kernel, String platform, long job, int boot) {
        Wanted wanted = bisection.request().wanted();
        if (wanted instanceof Wanted.Test test) {
            return new TestBoot(database, lab.config().number(ConfigKey.RUN_RETRIES))
                    .of(
                            test,
                            job,
                            boot,
                            retries -> boots(kernel.kernelId(), platform)
                                    .make(kernel(kernel.kernelId()), job, boot, retries));
        }
        boolean crash = wanted instanceof Wanted.Crash;
        String metric = wanted instanceof Wanted.Metric of ? of.metric() : "";
        BootQuery query = new BootQuery(database);
        int retries = crash ? 0 : lab.config().number(ConfigKey.RUN_RETRIES);
        boots(kernel.kernelId(), platform).make(kernel(kernel.kernelId()), job, boot, retries);
        BootQuery.Boot ended = query.of(job, boot, wanted.benchmark(), metric);
        if (crash) {
            return crashed(ended);
        }
        if (!ended.finished()) {
            if (ended.attempts().contains(RunState.KERNEL_FAILED)) {
                return new Untestable(ended.fault(), ended.seconds());
            }
            throw new InfraException("Boot " + boot + " of job " + job + " failed: " + ended.fault());
        }
        OptionalDouble median = ended.medianLn();
        return new Sample(
                median.orElseThrow(() -> new InfraException(
                        "Boot " + boot + " of job " + job + " has no sample above 0 of " + wanted + ".")),
                ended.seconds());
    }

    private static Boot crashed(BootQuery.Boot ended) {
        RunState last = ended.attempts().get(ended.attempts().size() - 1);
        if (last == RunState.INFRA_FAILED) {
            throw new InfraException("A boot failed by a fault of ours: " + ended.fault());
        }
        return new Sample(last == RunState.KERNEL_FAILED ? 1 : 0, ended.seconds());
    }

    private Kernel kernel(long id) {
        return Optional.ofNullable(kernels.get(String.valueOf(id))).orElseThrow();
    }

    private SingleBoots boots(long kernelId, String platform) {
        return boots.computeIfAbsent(platform, name -> {
            Wanted wanted = bisection.request().wanted();
            Suite.Entry entry = new Suite.Entry(
                    lab.catalog().find(wanted.benchmark()),
                    wanted instanceof Wanted.Test test ? Map.of(TestSet.PLACEHOLDER, test.test()) : Map.of(),
                    wanted instanceof Wanted.Metric
                            ? Known.iterations(lab.catalog().find(wanted.benchmark()))
                            : null);
            return new SingleBoots(lab, database, workspace, entry, name, kernel(kernelId));
        });
    }
}
