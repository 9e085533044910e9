package org.kpulse.harness.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.job.Channel;

/** What ends a run and what is stored of its crashes are found apart, and must not contradict each other: on real consoles. */
class CrashAndFaultTest {

    private static final int WARNINGS = 100;

    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/crash-samples"))) {
            return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList().stream();
        }
    }

    private static GuestWatch watched(byte[] results, byte[]... console) {
        Duration second = Duration.ofSeconds(1);
        Duration now = Duration.ofHours(1); // no sample is older, so that no clock has leapt
        GuestWatch watch = new GuestWatch(new BootLimits(second, second, second), false);
        watch.results(results, now);
        for (byte[] part : console) {
            watch.console(part, now);
        }
        return watch;
    }

    private static byte[] begun() {
        return new Channel().hello(1).line("@kp begin run fio 0").bytes();
    }

    private static void agree(GuestWatch watch) {
        Optional<Fault> fault = watch.ended(0, "");
        List<Crash> crashes = watch.crashes(fault);

        assertThat(crashes.stream()
                        .flatMap(crash -> crash.kind().fault().stream())
                        .findFirst())
                .isEqualTo(fault.map(each -> ((KernelFault) each).kind()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void theFirstCrashThatFailsARunIsOfTheKindOfItsFault(Path sample) throws IOException {
        agree(watched(begun(), Files.readAllBytes(sample), "\n".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void warningsBeforeItDoNotPushItOut(Path sample) throws IOException {
        StringBuilder warnings = new StringBuilder();
        for (int i = 0; i < WARNINGS; i++) {
            warnings.append("WARNING: CPU: 0 PID: 1 at a.c:1 f").append(i).append("+0x1/0x2\n");
        }

        agree(watched(
                begun(),
                warnings.toString().getBytes(StandardCharsets.UTF_8),
                Files.readAllBytes(sample),
                "\n".getBytes(StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aCrashInTheLogOfAJobThatIsDoneAgreesToo(Path sample) throws IOException {
        String log = Files.readString(sample, StandardCharsets.ISO_8859_1);

        agree(watched(new Channel()
                .hello(1)
                .step("run", "a", 0, "t=1\n")
                .data("log", log)
                .done()
                .bytes()));
    }
}
