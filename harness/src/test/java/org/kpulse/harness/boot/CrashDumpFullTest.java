package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.runner.DumpPreparer;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.state.Sha256;

/** The panic of a real kernel leaves a dump; needs makedumpfile, so only {@code ./kpulse test --full} does it. */
@EnabledIfSystemProperty(named = "kpulse.full", matches = "true")
class CrashDumpFullTest {

    private final Rig rig = Rig.shared();

    @ParameterizedTest
    @ValueSource(strings = {EmbeddedPool.TIME, EmbeddedPool.INSTRUCTIONS})
    void aPanicLeavesADumpWithTheLogAndTheVerdictIsTheSameAsWithout(String platform) throws IOException {
        Prepared plain = rig.prepared(platform, "fault-panic");
        RunRecord without = rig.run(plain, platform, Rig.PATIENT);

        RunRecord with = rig.run(ready(plain), platform, Rig.PATIENT);

        assertThat(with.fault().map(Fault::code)).isEqualTo(without.fault().map(Fault::code));
        assertThat(with.crashes()).isNotEmpty().isEqualTo(without.crashes());
        assertThat(with.collected()).singleElement().isInstanceOf(CrashDump.Kept.class);
        CrashDump.Kept dump = (CrashDump.Kept) with.collected().get(0);
        Path log = rig.log(with, "dmesg.txt");
        assertThat(log)
                .content()
                .contains("Linux version " + rig.kernel().release(), "sysrq: Trigger a crash", "sysrq_handle_crash");
        assertThat(dump.log()).isEqualTo(new CrashDump.Part(Files.size(log), Sha256.ofFile(log)));
        Path core = rig.log(with, "vmcore.flat");
        assertThat(dump.core()).isEqualTo(new CrashDump.Part(Files.size(core), Sha256.ofFile(core)));
        assertThat(core.resolveSibling("dump.raw")).doesNotExist();
        Files.writeString(
                Path.of("target", "crash-dump-" + platform + ".txt"),
                String.format(
                        Locale.ROOT,
                        "%s: run without a dump %.1f s, with one %.1f s, of that %.1f s after the crash, %d bytes%n",
                        platform,
                        without.timing().total().toMillis() / 1000.0,
                        with.timing().total().toMillis() / 1000.0,
                        dump.took().toMillis() / 1000.0,
                        dump.core().bytes()));
    }

    @ParameterizedTest
    @ValueSource(strings = {EmbeddedPool.TIME, EmbeddedPool.INSTRUCTIONS})
    void aRunThatIsReadyToLeaveADumpMeasuresAsAnyOther(String platform) {
        RunRecord run = rig.run(ready(rig.prepared(platform, "tiny-ext4")), platform, Rig.PATIENT);

        assertThat(run.fault()).isEmpty();
        assertThat(run.samples()).isNotEmpty();
        assertThat(run.collected()).isEmpty();
    }

    private Prepared ready(Prepared plain) {
        return new DumpPreparer(rig.lab().programs(), rig.lab().commands(), Progress.silent())
                .dumping(plain, rig.kernel(), rig.freshDirectory("ready"));
    }
}
