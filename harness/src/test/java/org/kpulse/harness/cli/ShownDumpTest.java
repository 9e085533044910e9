package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.store.CrashDumpStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.RunStore;
import org.kpulse.harness.store.StoreFixture;
import tools.jackson.databind.JsonNode;

/** What is stored and shown of the crash dump of a run. */
@ExtendWith(PostgresExtension.class)
class ShownDumpTest {

    private static final CrashDump.Kept KEPT = new CrashDump.Kept(
            new CrashDump.Part(24_000_123, "c".repeat(64)),
            new CrashDump.Part(51_234, "d".repeat(64)),
            Duration.ofMillis(8250));

    private final Database database;

    @TempDir
    Path directory;

    ShownDumpTest(Database database) {
        this.database = database;
    }

    private RunRecord run(long job, int boot, Optional<CrashDump> dump) {
        KernelFault panic = new KernelFault(KernelFault.Kind.PANIC, "Kernel panic - not syncing: test");
        RunRecord run = StoreFixture.run(new RunSlot(job, boot, 0, 1), Optional.of(panic), List.of());
        return new RunRecord(
                run.slot(),
                run.started(),
                run.timing(),
                run.fault(),
                run.provenance(),
                run.steps(),
                run.samples(),
                run.logDirectory(),
                run.kernelWarnings(),
                run.consoleTail(),
                List.copyOf(dump.stream().toList()));
    }

    private long saved(RunRecord run) {
        return new RunStore(database).save(run);
    }

    @Test
    void whatIsStoredOfADumpComesBack() {
        long job = StoreFixture.in(database, 'a', 1).experiment("{}").get(0).id();
        CrashDumpStore store = new CrashDumpStore(database);
        CrashDump.Missing missing = new CrashDump.Missing("the kernel did not panic");

        assertThat(store.ofRun(saved(run(job, 0, Optional.of(KEPT))))).contains(KEPT);
        assertThat(store.ofRun(saved(run(job, 1, Optional.of(missing))))).contains(missing);
        assertThat(store.ofRun(saved(run(job, 2, Optional.empty())))).isEmpty();
    }

    @Test
    void aRunShowsItsDumpOrWhyThereIsNone() throws Exception {
        long job = StoreFixture.in(database, 'b', 1).experiment("{}").get(0).id();
        RunRecord run = run(job, 0, Optional.of(KEPT));
        long kept = saved(run);
        long missing = saved(run(job, 1, Optional.of(new CrashDump.Missing("it is\nlarger than 512 MiB"))));
        long none = saved(run(job, 2, Optional.empty()));
        Cli cli = new Cli(directory).with(database);
        Path log = cli.state().root().resolve(run.logDirectory()).resolve("dmesg.txt");
        Files.createDirectories(log.getParent());
        Files.writeString(log, "[    0.1] Linux \u0007\n");

        assertThat(cli.run("runs", "show", "" + kept).out())
                .contains("""

                crash dump, 8.3 s after the crash; its log: kpulse runs log --dmesg %d
                  vmcore.flat  24,000,123 bytes, SHA-256 %s
                  dmesg.txt    51,234 bytes, SHA-256 %s
                """.formatted(kept, "c".repeat(64), "d".repeat(64)));
        JsonNode json = cli.run("runs", "show", "" + kept, "--json").json().at("/crash_dump");
        assertThat(json.at("/core/file").asString()).isEqualTo("vmcore.flat");
        assertThat(json.at("/core/bytes").asLong()).isEqualTo(24_000_123);
        assertThat(json.at("/log/sha256").asString()).isEqualTo("d".repeat(64));
        assertThat(cli.run("runs", "log", "--dmesg", "" + kept).out()).isEqualTo("[    0.1] Linux ?\n");

        assertThat(cli.run("runs", "show", "" + missing).out())
                .contains("crash dump: none, it is?larger than 512 MiB\n");
        assertThat(cli.run("runs", "show", "" + missing, "--json")
                        .json()
                        .at("/crash_dump/missing")
                        .asString())
                .contains("larger");
        assertThat(cli.run("runs", "log", "--dmesg", "" + missing)).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err()).contains("Run " + missing + " left no crash dump.");
        });

        assertThat(cli.run("runs", "show", "" + none).out()).doesNotContain("crash dump");
        assertThat(cli.run("runs", "log", "--dmesg", "--output", "" + kept).code())
                .isEqualTo(2);
    }
}
