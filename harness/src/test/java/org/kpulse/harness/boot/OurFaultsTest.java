package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.benchmark.MetricParsers;
import org.kpulse.harness.benchmark.OutputParser;
import org.kpulse.harness.benchmark.PlannedBenchmark;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.job.StepOutput;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.SampleReading;

/** What can go wrong on our side of a boot; none of it accuses the kernel. */
class OurFaultsTest {

    private final Rig rig = Rig.shared();

    @Test
    void aBenchmarkThatFailsIsOursWhateverTheWay() {
        Prepared prepared = rig.prepared(
                EmbeddedPool.TIME,
                "fault-full",
                "fault-missing",
                "fault-late",
                "fault-words",
                "fault-nan",
                "fault-negative");

        BootOutcome outcome =
                rig.machine(EmbeddedPool.TIME).boot(Rig.order(prepared, rig.freshDirectory("failing"), Rig.PATIENT));

        assertThat(outcome.fault()).isEmpty();
        Map<String, Fault> faults = new TreeMap<>();
        for (PlannedBenchmark planned : prepared.plan()) {
            String name = planned.benchmark().name();
            faults.put(name, reading(outcome, planned).fault().orElseThrow(() -> new AssertionError(name)));
        }
        assertThat(faults.values()).allMatch(f -> f.blame() == Blame.OURS);
        Map<String, String> codes = new TreeMap<>();
        faults.forEach((name, fault) -> codes.put(name, fault.code()));
        assertThat(codes)
                .isEqualTo(Map.of(
                        "fault-full", "SCRATCH_FULL",
                        "fault-missing", "BENCHMARK_FAILED",
                        "fault-late", "BENCHMARK_TIMEOUT",
                        "fault-words", "OUTPUT_UNPARSABLE",
                        "fault-nan", "SAMPLE_INVALID",
                        "fault-negative", "SAMPLE_INVALID"));
        assertThat(faults.get("fault-missing").detail()).contains("127", "no-such-program");
    }

    @ParameterizedTest
    @ValueSource(strings = {"KILL", "TERM"})
    void aMachineThatIsKilledAccusesNobody(String signal) throws Exception {
        Prepared prepared = rig.prepared(EmbeddedPool.TIME, "fault-wait");
        Path directory = rig.freshDirectory("killed");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<BootOutcome> boot = thread.submit(
                    () -> rig.machine(EmbeddedPool.TIME).boot(Rig.order(prepared, directory, Rig.PATIENT)));
            Await.until(
                    "the benchmark",
                    () -> Await.text(directory.resolve("results.log")).contains("@kp begin run"));

            Processes.signal(signal, Processes.qemu(directory.toString()).pid());

            Fault fault = boot.get().fault().orElseThrow();
            assertThat(fault.code()).isEqualTo("MACHINE_DIED");
            assertThat(fault.blame()).isEqualTo(Blame.OURS);
            assertThat(fault.detail()).contains("signal " + (signal.equals("KILL") ? "9" : "15"));
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void aGuestImageOfZerosIsBroken() throws IOException {
        Path image = rig.freshDirectory("zeros").resolve("guest.squashfs");
        Files.write(image, new byte[4 << 20]);

        assertThat(broken(image, EmbeddedPool.INSTRUCTIONS).detail()).contains("cannot mount");
    }

    @Test
    void aGuestImageThatWasCutOffIsBroken() throws IOException {
        byte[] whole = Files.readAllBytes(rig.image().path());
        Path image = rig.freshDirectory("cut").resolve("guest.squashfs");

        Files.write(image, Arrays.copyOf(whole, whole.length / 2 / 4096 * 4096));
        assertThat(broken(image, EmbeddedPool.TIME).detail()).contains("cannot mount");
        Files.write(image, Arrays.copyOf(whole, 12_345));
        assertThat(broken(image, EmbeddedPool.INSTRUCTIONS).detail()).contains("12345 bytes");
    }

    private Fault broken(Path image, String platform) {
        Prepared prepared = Rig.with(image, rig.prepared(platform, "tiny-ext4"));
        Fault fault = rig.run(prepared, platform, Rig.PATIENT).fault().orElseThrow();
        assertThat(fault.code()).as(fault.detail()).isEqualTo("GUEST_IMAGE_BROKEN");
        assertThat(fault.blame()).isEqualTo(Blame.OURS);
        return fault;
    }

    private static SampleReading reading(BootOutcome outcome, PlannedBenchmark planned) {
        List<StepOutput> steps = outcome.transcript().steps().stream()
                .filter(s -> s.step().benchmark().equals(planned.benchmark().name()))
                .toList();
        return SampleReading.of(steps, List.of(planned), new OutputParser(MetricParsers.builtIn()));
    }
}
