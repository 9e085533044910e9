package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.experiment.Experiment;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.report.Golden;
import org.kpulse.harness.report.Prose;
import org.kpulse.harness.report.Reports;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.run.Provenance;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.StepResult;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.Role;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.SampleExport;
import org.kpulse.harness.store.StoreFixture;

class PiecesTest {

    private static RunRecord run() {
        return StoreFixture.run(new RunSlot(1, 0, 0, 1), Optional.empty(), List.of());
    }

    @Test
    void bootsAtTheSameTimeShareTheWallTime() {
        Experiment.Work two = new Experiment.Work(Duration.ofSeconds(33), List.of(run(), run()));
        Experiment.Done done = new Experiment.Done(1, Duration.ofSeconds(5), Map.of("qemu-instructions", two));

        RunReport.Timing timing = WallTime.of(done, Duration.ofSeconds(2), Duration.ofSeconds(45));

        assertThat(timing.setup()).isEqualTo(7);
        assertThat(timing.boot()).as("two of 2 s side by side").isCloseTo(2, within(1e-9));
        assertThat(timing.benchmark()).isCloseTo(30.25, within(1e-9));
        assertThat(timing.total()).isCloseTo(45, within(1e-9));
    }

    @Test
    void nothingMadeNowIsAllSetUpAndOverhead() {
        Experiment.Done done = new Experiment.Done(
                1, Duration.ofSeconds(5), Map.of("qemu-time", new Experiment.Work(Duration.ZERO, List.of())));

        assertThat(WallTime.of(done, Duration.ZERO, Duration.ofSeconds(6))).isEqualTo(new RunReport.Timing(5, 0, 0, 1));
    }

    @Test
    void aBenchmarkThatOnePlatformLacksIsShownForTheOthers() {
        PlatformComparison all = Reports.everything();
        PlatformComparison one = Reports.comparison(
                Reports.INSTRUCTIONS,
                Reports.metric("tbench", "latency", Reports.around(3, 0, 2), Reports.around(3, 0, 2)));
        MetricFilter filter = new MetricFilter(Optional.of("hackbench-pipe-process"), Optional.empty());

        assertThat(filter.apply(List.of(all, one)))
                .singleElement()
                .satisfies(c -> assertThat(c.metrics()).hasSize(1))
                .satisfies(c -> assertThat(c.missing()).isEmpty())
                .satisfies(c -> assertThat(c.provenanceWarnings()).hasSize(1));
    }

    private static KernelRow kernel(long id, String ref, String release) {
        return new KernelRow(id, ref, release, Architecture.X86_64, "a".repeat(64), Optional.empty(), Optional.empty());
    }

    @Test
    void aReleaseOfSeveralReferencesIsAmbiguousAndAnExactReferenceIsNot() {
        StoredKernels kernels = new StoredKernels(List.of(
                kernel(1, "debian:6.1.0", "6.1.0"),
                kernel(2, "image:/boot/bzImage", "6.1.0"),
                kernel(3, "image:/boot/bzImage", "6.1.0"),
                kernel(4, "debian:6.2.0", "6.2.0")));

        assertThat(kernels.named("debian:6.1.0").id()).isEqualTo(1);
        assertThat(kernels.named("image:/boot/bzImage").id())
                .as("the newest of its builds")
                .isEqualTo(3);
        assertThat(kernels.named("6.2.0").id()).isEqualTo(4);
        assertThatThrownBy(() -> kernels.named("6.1.0"))
                .isInstanceOf(UsageException.class)
                .hasMessage("\"6.1.0\" may mean debian:6.1.0 or image:/boot/bzImage; say which.");
        assertThatThrownBy(() -> kernels.named("6.3.0")).hasMessageContaining("stored: debian:6.1.0, image:");
    }

    private static SampleExport.ExportedSample sample(String kernel) {
        return new SampleExport.ExportedSample(7, kernel, "qemu-time", "b", "m", "us", "lower", 2, 1, 5, 0.1 + 0.2);
    }

    @Test
    void fieldsOfCsvAreQuotedWhereTheyMustBeAndValuesReadBackTheSame() {
        SampleLines csv = new SampleLines(false);
        assertThat(csv.line(sample("image:/a,b\"c")))
                .isEqualTo("7,\"image:/a,b\"\"c\",qemu-time,b,m,us,lower,1,5,2,0.30000000000000004");
        assertThat(csv.line(sample("plain"))).startsWith("7,plain,");
        assertThat(new SampleLines(true).line(sample("a\"b")))
                .isEqualTo(
                        "{\"run\":7,\"kernel\":\"a\\\"b\",\"platform\":\"qemu-time\",\"benchmark\":\"b\",\"metric\":\"m\","
                                + "\"unit\":\"us\",\"direction\":\"lower\",\"boot\":1,\"seed\":5,\"iteration\":2,"
                                + "\"value\":0.30000000000000004}");
    }

    private static String progress(Map<String, String> environment) {
        Cli cli = new Cli(Path.of("target", "unused"));
        cli.environment.putAll(environment);
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        TerminalProgress progress = new TerminalProgress(cli.terminal(new ByteArrayOutputStream(), err));
        progress.step("one");
        progress.of(1, 4, "a message that is longer than the terminal is wide");
        progress.warn("two");
        progress.of(4, 4, "done");
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void pipedProgressIsPlainLines() {
        String plain = "\\d+:\\d\\d {2}one\n\\d+:\\d\\d {2}warning: two\n";
        assertThat(progress(Map.of())).matches(plain);
        assertThat(progress(Map.of("KPULSE_TERMINAL", "80", "CI", "true"))).matches(plain);
        assertThat(progress(Map.of("KPULSE_TERMINAL", "80", "NO_COLOR", "1"))).matches(plain);
    }

    @Test
    void onATerminalThereIsABarThatNeverWraps() {
        String text = progress(Map.of("KPULSE_TERMINAL", "40"));

        assertThat(text).contains("[######------------------] 1/4 a messag").contains("\r");
        assertThat(List.of(text.split("[\r\n]", -1))).allMatch(part -> part.length() < 40);
    }

    @Test
    void proseIsWrappedBetweenWords() {
        assertThat(Prose.wrap("one two  three\nfour", 9, "  ")).isEqualTo("  one two\n  three\n  four\n");
        assertThat(Prose.wrap("muchlonger x", 5, "")).isEqualTo("muchlonger\nx\n");
    }

    @Test
    void aRunIsShownAsThisText() {
        Provenance from = new Provenance(
                "console=ttyS0 quiet",
                "qemu-system-x86_64",
                "QEMU 7.2.22",
                "Xeon",
                0.5,
                1.25,
                "a".repeat(64),
                "b".repeat(64),
                "0.1.0",
                Optional.of("tbench/latency differs from run 4"));
        RunQuery.Detail detail = new RunQuery.Detail(
                Reports.run(2, Role.CANDIDATE, 0, 1, RunState.KERNEL_FAILED).row(),
                from,
                List.of(new StepResult("tbench", -1, 0, 1.5), new StepResult("tbench", 0, 124, 60)),
                List.of("WARNING: CPU: 0 PID: 1 at mm/page_alloc.c:1"),
                "[    1.0] Kernel panic - not syncing\n[    1.1] end",
                List.of(new RunQuery.Rollup("tbench", "latency", "us", 3, 12.5, 11, 25_000)));

        Golden.assertIs("cli/run-show.txt", RunDetailText.of(detail));
    }
}
