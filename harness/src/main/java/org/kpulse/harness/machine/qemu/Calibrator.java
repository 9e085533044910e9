package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;

/**
 * Finds out once what works on this host, by booting: {@code /dev/kvm} may exist and abort or hang. The answer is kept until
 * QEMU, the host's kernel or its processor changes.
 */
public final class Calibrator {

    private static final Duration KVM_LIMIT = Duration.ofSeconds(20);
    private static final Duration TCG_LIMIT = Duration.ofMinutes(3);

    private final Path kvm;
    private final Path kept;
    private final String host;
    private final Progress progress;

    /**
     * @param kept file the answer is kept in
     * @param host what the answer depends on: QEMU's version, the host's kernel and processor
     */
    public Calibrator(Path kept, String host, Progress progress) {
        this(kept, host, progress, Path.of("/dev/kvm"));
    }

    Calibrator(Path kept, String host, Progress progress, Path kvm) {
        this.kvm = kvm;
        this.kept = kept;
        this.host = host;
        this.progress = progress;
    }

    /** Boots a known kernel once: {@link BareBoot#boot}. */
    @FunctionalInterface
    public interface Boot {

        /** Boots with these accelerator options in {@code directory}, which exists; never longer than {@code limit}. */
        BareBoot.Result boot(List<String> accelerator, Path directory, Duration limit);
    }

    /** The acceleration to use and how fast it boots; boots only when there is no kept answer for this host and wish. */
    public Calibration calibrate(Wish wish, Boot boot, Path directory) {
        Optional<Calibration> before = recall(wish);
        if (before.isPresent()) {
            return before.get();
        }
        Calibration found = measure(wish, boot, directory);
        keep(wish, found);
        return found;
    }

    /** What the configuration asks for. */
    public enum Wish {
        AUTO,
        TCG,
        KVM;

        /** The wish with this name in any case. */
        public static Wish of(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }
    }

    private Calibration measure(Wish wish, Boot boot, Path directory) {
        String evidence = "asked for";
        if (wish != Wish.TCG) {
            BareBoot.Result hardware = Files.exists(kvm)
                    ? boot.boot(List.of("-accel", "kvm", "-cpu", "host"), directory, KVM_LIMIT)
                    : new BareBoot.Result(Optional.empty(), "there is no " + kvm);
            if (hardware.shell().isPresent()) {
                return new Calibration(
                        Acceleration.KVM, "a real boot works", hardware.shell().get());
            }
            evidence = "KVM does not work here: " + hardware.why();
            if (wish == Wish.KVM) {
                throw new InfraException(evidence + "; set qemu.acceleration to auto or tcg.");
            }
            progress.step(evidence + "; using TCG");
        }
        BareBoot.Result tcg =
                boot.boot(List.of("-accel", "tcg,thread=single", "-cpu", "max,-smap"), directory, TCG_LIMIT);
        Duration shell = tcg.shell()
                .orElseThrow(() -> new InfraException("QEMU cannot boot a known kernel: " + tcg.why()
                        + "; see bare-console.log and bare-qemu.log in " + directory + "."));
        return new Calibration(Acceleration.TCG, evidence, shell);
    }

    /** The kept answer, if it is for this host and wish. */
    public Optional<Calibration> recall(Wish wish) {
        if (!Files.exists(kept)) {
            return Optional.empty();
        }
        Properties values = new Properties();
        try (var reader = Files.newBufferedReader(kept)) {
            values.load(reader);
            if (!(host + " " + wish).equals(values.getProperty("host"))) {
                return Optional.empty();
            }
            return Optional.of(new Calibration(
                    Acceleration.valueOf(values.getProperty("acceleration", "")),
                    values.getProperty("evidence", ""),
                    Duration.ofMillis(Long.parseLong(values.getProperty("bare-boot-ms", "")))));
        } catch (IOException | IllegalArgumentException e) {
            progress.step("calibration in " + kept + " is unreadable; calibrating again");
            return Optional.empty();
        }
    }

    private void keep(Wish wish, Calibration found) {
        Properties values = new Properties();
        values.setProperty("host", host + " " + wish);
        values.setProperty("acceleration", found.acceleration().name());
        values.setProperty("evidence", found.evidence());
        values.setProperty("bare-boot-ms", Long.toString(found.bareBoot().toMillis()));
        Path part = kept.resolveSibling(kept.getFileName() + ".part");
        try {
            Files.createDirectories(kept.toAbsolutePath().getParent());
            try (var writer = Files.newBufferedWriter(part)) {
                values.store(writer, "What a real boot showed; delete to calibrate again");
            }
            Files.move(part, kept, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new InfraException("Cannot write " + kept + ": " + e.getMessage() + ".", e);
        }
    }
}
