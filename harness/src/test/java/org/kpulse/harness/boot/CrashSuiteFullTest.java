package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.kpulse.harness.crashsuite.Catalogue;
import org.kpulse.harness.crashsuite.Fired;
import org.kpulse.harness.crashsuite.Firing;
import org.kpulse.harness.crashsuite.Round;
import org.kpulse.harness.crashsuite.Trigger;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.guest.InitramfsWriter;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.machine.qemu.ShellGuest;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;

/**
 * The crash suite on Debian's newest 6.1 kernel (docs/crashes.md). Minutes a round. Its report is {@code
 * target/crash-suite/report.txt}; {@code -Dkpulse.crash-suite.rounds=3}, {@code -Dkpulse.crash-suite.only=REGEX}.
 */
@EnabledIfSystemProperty(named = "kpulse.full", matches = "true")
class CrashSuiteFullTest {

    private static final Path OUT = Path.of("target", "crash-suite").toAbsolutePath();
    private static final Path BUILD = Path.of("src/test/resources/org/kpulse/harness/crashsuite/build-lkdtm.sh")
            .toAbsolutePath();
    private static final Pattern KERNELS = Pattern.compile("debian:6\\.1\\..*-cloud-amd64");
    private static final Path REPORT = OUT.resolve("report.txt");
    private static final int GUESTS = 2;

    /** Triggers that the kernel's log does not tell apart: the same words in the same functions (docs/crashes.md). */
    private static final List<Set<String>> ALIKE = List.of(
            Set.of("USERCOPY_STACK_FRAME_TO", "USERCOPY_STACK_BEYOND"), Set.of("sysrq-f", "memory-of-the-machine"));

    private static final List<List<Fired>> ROUNDS = new ArrayList<>();

    @BeforeAll
    static void fireAll() throws Exception {
        Rig rig = Rig.shared();
        Kernel kernel = kernel(rig);
        Path initramfs = initramfs(rig, kernel);
        Pattern only = Pattern.compile(System.getProperty("kpulse.crash-suite.only", ".*"));
        String config = Files.readString(kernel.image().resolveSibling("config"));
        List<Trigger> triggers = Catalogue.read(Catalogue.FILE, config).stream()
                .filter(each -> only.matcher(each.name()).matches())
                .toList();
        Firing firing = new Firing(rig.lab().pool().qemu(), kernel, initramfs);
        Files.deleteIfExists(REPORT);
        report(kernel.ref() + " " + kernel.version().orElse("") + ", " + triggers.size() + " triggers, " + GUESTS
                + " guests at a time");
        for (int round = 1; round <= Integer.getInteger("kpulse.crash-suite.rounds", 1); round++) {
            report("round " + round);
            report(
                    "      trigger                            expected           found              known  whole  after  signature");
            long start = System.nanoTime();
            Path directory = rig.freshDirectory("crash-suite");
            List<Fired> fired = Round.run(firing, triggers, directory, GUESTS, each -> report(each.toString()));
            double minutes = (System.nanoTime() - start) / 60e9;
            long right = fired.stream().filter(Fired::right).count();
            report(String.format(
                    Locale.ROOT, "round %d: %d of %d right, %.1f minutes", round, right, fired.size(), minutes));
            ROUNDS.add(fired);
        }
    }

    @Test
    void everyTriggerIsToldForWhatItIsInTime() {
        assertThat(ROUNDS).allSatisfy(round -> assertThat(round).allMatch(Fired::right));
    }

    @Test
    void oneTriggerHasOneSignatureInEveryBoot() {
        Map<String, Set<String>> signatures = new TreeMap<>();
        ROUNDS.forEach(round -> round.forEach(fired -> signatures
                .computeIfAbsent(fired.trigger().name(), name -> new TreeSet<>())
                .add(fired.found().signature())));

        assertThat(signatures).allSatisfy((trigger, all) -> assertThat(all).hasSize(1));
    }

    @Test
    void twoTriggersOfOneClassHaveTwoSignatures() {
        Map<String, Set<String>> triggers = new TreeMap<>();
        ROUNDS.forEach(round -> round.stream()
                .filter(fired -> fired.found().crash().isPresent())
                .forEach(fired -> triggers.computeIfAbsent(fired.found().signature(), name -> new TreeSet<>())
                        .add(fired.trigger().name())));

        triggers.values().removeIf(ALIKE::contains);
        assertThat(triggers).allSatisfy((signature, all) -> assertThat(all).hasSize(1));
    }

    private static Kernel kernel(Rig rig) {
        KernelRef newest = rig.lab().kernels().list(Progress.silent()).stream()
                .filter(ref -> KERNELS.matcher(ref.toString()).matches())
                .findFirst()
                .orElseThrow(() -> new AssertionError("apt offers no 6.1 kernel of Debian's cloud flavour"));
        return rig.lab().kernels().fetch(newest.toString(), Progress.silent());
    }

    private static Path initramfs(Rig rig, Kernel kernel) throws IOException {
        Path directory = Rig.HOME.resolve("lkdtm").resolve(kernel.release());
        Path module = directory.resolve("lkdtm.ko");
        if (!Files.exists(module)) {
            Subprocess.of(Duration.ofMinutes(20), BUILD.toString(), kernel.release(), directory.toString())
                    .runOrThrow();
        }
        Path initramfs = rig.freshDirectory("crash-suite").resolve("initramfs.cpio");
        InitramfsWriter.write(
                ShellGuest.initramfs(Busybox.ofHost(rig.lab().commands()))
                        .file("lkdtm.ko", 0644, ByteBuffer.wrap(Files.readAllBytes(module)))
                        .build(),
                InitramfsWriter.Compression.NONE,
                initramfs);
        return initramfs;
    }

    private static synchronized void report(String line) {
        try {
            Files.createDirectories(OUT);
            Files.writeString(
                    REPORT, line + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.out.println(line);
    }
}
