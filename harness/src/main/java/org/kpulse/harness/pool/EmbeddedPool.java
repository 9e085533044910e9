package org.kpulse.harness.pool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.guest.Initramfs;
import org.kpulse.harness.guest.InitramfsWriter;
import org.kpulse.harness.host.Host;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.qemu.Acceleration;
import org.kpulse.harness.machine.qemu.BareBoot;
import org.kpulse.harness.machine.qemu.Calibration;
import org.kpulse.harness.machine.qemu.Calibrator;
import org.kpulse.harness.machine.qemu.Qemu;
import org.kpulse.harness.machine.qemu.QemuMachine;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.FileTrees;
import org.kpulse.harness.state.StateDirectory;

/** The machines that this host offers by itself: one for wall-clock time and one that counts instructions, both under QEMU. */
public final class EmbeddedPool {

    /** Wall-clock time. */
    public static final String TIME = "qemu-time";
    /** Deterministic instruction counting. */
    public static final String INSTRUCTIONS = "qemu-instructions";
    /** Names of all platforms of the pool. */
    public static final List<String> PLATFORMS = List.of(TIME, INSTRUCTIONS);

    private final Config config;
    private final StateDirectory state;
    private final Map<String, String> environment;
    private final Progress progress;
    private final Host host = new Host();

    public EmbeddedPool(Config config, StateDirectory state, Map<String, String> environment, Progress progress) {
        this.config = config;
        this.state = state;
        this.environment = environment;
        this.progress = progress;
    }

    /** The QEMU of this host; {@link InfraException} when there is none. */
    public Qemu qemu() {
        return Qemu.find(config.optional(ConfigKey.QEMU_BINARY), Architecture.X86_64, environment);
    }

    /**
     * What this host's QEMU can do, found by booting the kernel bare, once.
     *
     * @param kernel any kernel that is known to boot
     */
    public Calibration calibrate(Kernel kernel, Busybox busybox) {
        Qemu qemu = qemu();
        Optional<Calibration> kept = calibrator(qemu).recall(wish());
        if (kept.isPresent()) {
            return kept.get();
        }
        Path directory =
                state.scratch().resolve("calibration-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(directory);
            Path initramfs = directory.resolve("bare.cpio");
            Initramfs content =
                    Initramfs.builder().busybox(busybox).init(BareBoot.INIT).build();
            InitramfsWriter.write(content, InitramfsWriter.Compression.NONE, initramfs);
            Calibration found =
                    calibrator(qemu).calibrate(wish(), new BareBoot(qemu, kernel.image(), initramfs)::boot, directory);
            FileTrees.delete(directory);
            return found;
        } catch (IOException e) {
            throw new InfraException("Cannot write in " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    /** What an earlier calibration found, while it still holds. */
    public Optional<Calibration> known() {
        return calibrator(qemu()).recall(wish());
    }

    private Calibrator calibrator(Qemu qemu) {
        String about = qemu.version() + " on " + host.kernelRelease() + ", " + host.processor();
        return new Calibrator(state.root().resolve("calibration.properties"), about, progress);
    }

    private Calibrator.Wish wish() {
        return Calibrator.Wish.of(config.text(ConfigKey.QEMU_ACCELERATION));
    }

    /** The platform with this name; {@link UsageException} when the pool has none. */
    public Platform platform(String name, Calibration calibration) {
        requireKnown(name);
        Qemu qemu = qemu();
        boolean time = name.equals(TIME);
        return new Platform(
                name,
                time ? Platform.Kind.TIME : Platform.Kind.INSTRUCTIONS,
                Architecture.X86_64,
                time ? calibration.acceleration().label() : Acceleration.TCG.label(),
                time ? config.number(ConfigKey.TIME_CPUS) : 1,
                config.number(time ? ConfigKey.TIME_MEMORY : ConfigKey.INSTRUCTIONS_MEMORY),
                time ? host.processor() + ", " + qemu.version() : qemu.version());
    }

    /** The machine of this platform. */
    public PooledMachine machine(String platformName, Calibration calibration) {
        Platform platform = platform(platformName, calibration);
        boolean instructions = platform.kind() == Platform.Kind.INSTRUCTIONS;
        Acceleration acceleration = instructions ? Acceleration.TCG : calibration.acceleration();
        int parallel = instructions ? config.number(ConfigKey.INSTRUCTIONS_PARALLEL) : 1;
        Duration total = Duration.ofSeconds(config.number(ConfigKey.RUN_LIMIT));
        return new PooledMachine(
                new QemuMachine(qemu(), platform, acceleration),
                calibration,
                PooledMachine.limits(calibration, instructions, total),
                parallel > 0 ? parallel : Runtime.getRuntime().availableProcessors());
    }

    /** Refuses a name that the pool does not have. */
    public static void requireKnown(String name) {
        if (!PLATFORMS.contains(name)) {
            throw new UsageException("Unknown platform \"" + name + "\"" + Suggestion.among(name, PLATFORMS)
                    + "; known: " + String.join(", ", PLATFORMS) + ".");
        }
    }
}
