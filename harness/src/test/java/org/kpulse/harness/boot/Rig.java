package org.kpulse.harness.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.benchmark.BenchmarkCatalog;
import org.kpulse.harness.benchmark.MetricParsers;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.guest.GuestImage;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.Machine;
import org.kpulse.harness.machine.qemu.Calibration;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.Preparer;
import org.kpulse.harness.runner.Runner;
import org.kpulse.harness.state.StateDirectory;

/**
 * A real kernel, a small real guest image and a real QEMU, shared by all tests that boot, and kept below {@code target/} between
 * builds. Its recipes are in the test resources, {@code boot/top/benchmarks}. Its machines have one processor: two are known to make
 * the emulator crash now and then.
 */
final class Rig {

    /** As the command line knows it: KPULSE_HOME. */
    static final Path HOME = Path.of("target", "kpulse-test").toAbsolutePath();
    /** As the launcher would set it: KPULSE_TOP. */
    static final Path TOP =
            Path.of("src/test/resources/org/kpulse/harness/boot/top").toAbsolutePath();
    /** What {@code --set} would say, so that the tests see one kind of machine everywhere. */
    static final Map<String, String> SETTINGS = Map.of(
            "qemu.acceleration", "tcg",
            "platform.time.cpus", "1",
            "platform.time.memory-mib", "384",
            "platform.instructions.memory-mib", "512",
            "platform.scratch-mib", "64");
    /** So patient that a busy host never shows. */
    static final BootLimits PATIENT =
            new BootLimits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(15));

    private static final AtomicInteger SLOTS = new AtomicInteger();
    private static @Nullable Rig shared;

    private final Lab lab;
    private final BenchmarkCatalog catalog;
    private final Kernel kernel;
    private final GuestImage image;
    private final Calibration calibration;
    private final Preparer preparer;

    private Rig() {
        StateDirectory state = new StateDirectory(HOME);
        Path nowhere = state.scratch().resolve("no-configuration");
        Config config = Config.load(new Config.Sources(nowhere, nowhere, Map.of(), SETTINGS));
        Progress quiet = Progress.silent();
        this.lab = new Lab(config, state, System.getenv(), Clock.systemUTC(), quiet, TOP.resolve("benchmarks"));
        this.catalog = lab.catalog();
        this.kernel = lab.kernels().fetch("debian:latest", quiet);
        this.image = lab.guestImage(catalog.suites().find("tiny"));
        Busybox busybox = Busybox.ofHost(lab.commands());
        this.calibration = lab.pool().calibrate(kernel, busybox);
        this.preparer = new Preparer(lab.programs(), busybox, image, 64, quiet);
    }

    /** Fetches and builds what is missing: some 10 s for the kernel and half a minute for the image, once a clone. */
    static synchronized Rig shared() {
        Rig rig = shared;
        if (rig == null) {
            rig = new Rig();
            deleteOldRuns();
            shared = rig;
        }
        return rig;
    }

    private static void deleteOldRuns() {
        Path runs = new StateDirectory(HOME).runs();
        try (Stream<Path> all = Files.walk(runs)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                if (!path.equals(runs)) {
                    Files.delete(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Lab lab() {
        return lab;
    }

    Kernel kernel() {
        return kernel;
    }

    GuestImage image() {
        return image;
    }

    Machine machine(String platform) {
        return lab.pool().machine(platform, calibration).machine();
    }

    Calibration calibration() {
        return calibration;
    }

    /** The kernel ready to boot on a platform with these recipes. */
    Prepared prepared(String platform, String... benchmarks) {
        Machine machine = machine(platform);
        List<PlannedBenchmark> planned = Stream.of(benchmarks)
                .map(name -> PlannedBenchmark.of(
                        catalog.find(name), machine.platform().kind(), Map.of()))
                .toList();
        return preparer.prepare(kernel, machine, preparer.bundle(planned), planned, freshDirectory("prepared"));
    }

    /** The same with another guest image. */
    static Prepared with(Path guestImage, Prepared prepared) {
        return new Prepared(
                prepared.kernel(),
                prepared.initramfs(),
                guestImage,
                prepared.guestImageSha256(),
                prepared.bundleSha256(),
                prepared.scratchMib(),
                prepared.plan());
    }

    RunRecord run(Prepared prepared, String platform, BootLimits limits) {
        return run(prepared, platform, limits, 1);
    }

    /** One boot, as {@code kpulse run} makes it. */
    RunRecord run(Prepared prepared, String platform, BootLimits limits, long seed) {
        Runner runner = new Runner(
                machine(platform), limits, new OutputParser(MetricParsers.builtIn()), lab.state(), Clock.systemUTC());
        return runner.run(new RunSlot(0, SLOTS.getAndIncrement(), 0, seed), prepared);
    }

    /** A boot for the driver alone. */
    static BootOrder order(Prepared prepared, Path directory, BootLimits limits) {
        return new BootOrder(
                prepared.kernel(),
                prepared.initramfs(),
                prepared.guestImage(),
                prepared.scratchMib(),
                1,
                directory,
                limits,
                List.of());
    }

    /** An empty directory for this test run. */
    Path freshDirectory(String name) {
        try {
            return Files.createTempDirectory(lab.state().runs(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path log(RunRecord run, String file) {
        return lab.state().root().resolve(run.logDirectory()).resolve(file);
    }
}
