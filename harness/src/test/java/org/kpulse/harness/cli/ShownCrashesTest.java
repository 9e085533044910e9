package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.RunStore;
import org.kpulse.harness.store.StoreFixture;
import tools.jackson.databind.JsonNode;

/** What {@code runs show} says of the crashes of a run. */
@ExtendWith(PostgresExtension.class)
class ShownCrashesTest {

    private static final Crash OOPS = new Crash(
            CrashClass.NULL_DEREFERENCE,
            "null-dereference in f, g (read)",
            "BUG: kernel NULL pointer dereference, address: 0000000000000000",
            List.of("f [m]", "g"));

    private final Database database;

    @TempDir
    Path directory;

    ShownCrashesTest(Database database) {
        this.database = database;
    }

    private long run(long job, int boot, List<Crash> crashes) {
        return run(job, boot, new KernelFault(KernelFault.Kind.OOPS, "BUG: kernel NULL pointer dereference"), crashes);
    }

    private long run(long job, int boot, Fault fault, List<Crash> crashes) {
        RunRecord run = StoreFixture.run(new RunSlot(job, boot, 0, 1), Optional.of(fault), List.of());
        return new RunStore(database)
                .save(new RunRecord(
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
                        run.collected(),
                        run.tests(),
                        crashes));
    }

    @Test
    void aRunShowsItsCrashesAndHowOftenItsKernelHadThem() {
        long job = StoreFixture.in(database, 'a', 1).experiment("{}").get(0).id();
        long quiet = run(job, 0, List.of());
        long crashed = run(job, 1, List.of(OOPS));
        Cli cli = new Cli(directory).with(database);

        assertThat(cli.run("runs", "show", "" + crashed).out()).contains("""

                crashes, in the order of the kernel's log
                  cause    null-dereference in f, g (read)  [1 of 2 boots of this kernel]
                    BUG: kernel NULL pointer dereference, address: 0000000000000000
                      f [m]
                      g
                """);
        assertThat(cli.run("runs", "show", "" + quiet).out()).doesNotContain("crashes,");
        JsonNode json = cli.run("runs", "show", "" + crashed, "--json").json().at("/crashes");
        assertThat(json).hasSize(1);
        assertThat(json.at("/0/follows").isNull()).isTrue();
        assertThat(json.at("/0/class").asString()).isEqualTo("null-dereference");
        assertThat(json.at("/0/trace/1").asString()).isEqualTo("g");
        assertThat(json.at("/0/kernel/cause").asInt()).isEqualTo(1);
        assertThat(json.at("/0/kernel/boots").asInt()).isEqualTo(2);
        assertThat(cli.run("runs", "show", "" + quiet, "--json").json().at("/crashes"))
                .isEmpty();
    }

    @Test
    void signaturesAreCountedAKernelAndAreShownByTheirId() {
        StoreFixture fixture = StoreFixture.in(database, 'b', 1);
        run(fixture.experiment("{}").get(1).id(), 0, List.of(OOPS));
        Cli cli = new Cli(directory).with(database);

        assertThat(cli.run("crashes", "list").out()).contains("null-dereference in f, g (read)");
        JsonNode listed = cli.run("crashes", "list", "--json").json();
        String id = listed.findValue("id").asString();
        assertThat(cli.run("crashes", "show", id).out())
                .contains("BUG: kernel NULL pointer dereference, address: 0000000000000000", "f [m]");
        assertThat(cli.run("crashes", "show", "no-such").code()).isEqualTo(2);
        assertThat(cli.run("crashes", "list", "--platform", "no-such").code()).isEqualTo(2);
    }

    @Test
    void aNewCrashIsARegressionOnlyWhenASecondBootHadIt() {
        StoreFixture fixture = StoreFixture.in(database, 'c', 1);
        long base = fixture.experiment("{}").get(0).id();
        long candidate = fixture.experiment("{}").get(1).id();
        String[] diff = {"crashes", "diff", "debian:6.1.0-c", "debian:6.1.1-c"};
        Cli cli = new Cli(directory).with(database);
        run(base, 0, List.of());
        assertThat(cli.run(diff)).satisfies(answer -> {
            assertThat(answer.code()).as("the candidate was not booted").isEqualTo(2);
            assertThat(answer.err()).contains("No platform has boots of both", "kpulse run --base debian:6.1.0-c");
        });

        run(candidate, 0, List.of(OOPS));
        assertThat(cli.run(diff)).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(4);
            assertThat(answer.out()).contains("SEEN_ONCE", "0 of 1", "1 of 1", OOPS.signature());
        });

        run(candidate, 1, List.of(OOPS));
        assertThat(cli.run(diff)).satisfies(answer -> {
            assertThat(answer.code()).isEqualTo(1);
            assertThat(answer.out()).contains("REGRESSION", "2 of 2", "boots compared: qemu-c 1 and 2");
        });
        JsonNode json = cli.run("crashes", "diff", diff[2], diff[3], "--json").json();
        assertThat(json.at("/outcome").asString()).isEqualTo("regression");
        assertThat(json.at("/crashes/0/change").asString()).isEqualTo("regression");
        assertThat(json.at("/crashes/0/candidate/rate").asDouble()).isEqualTo(1);
        assertThat(cli.run("crashes", "diff", diff[3], diff[2])).satisfies(answer -> {
            assertThat(answer.code()).isZero();
            assertThat(answer.out()).contains("GONE");
        });
        assertThat(cli.run("crashes", "list", "--kernel", diff[2]).out()).isEqualTo("no crash was seen\n");
    }

    @Test
    void theEmulatorsCrashIsShownAsOursAndCountsForNoKernel() {
        StoreFixture fixture = StoreFixture.in(database, 'd', 1);
        Fault emulator = new InfraFault(InfraFault.Kind.EMULATOR_CRASH, "Known emulator crash: Oops: int3");
        Crash int3 = new Crash(CrashClass.OOPS, "oops in h (int3)", "Oops: int3: 0000 [#1]", List.of("h"));
        run(fixture.experiment("{}").get(0).id(), 0, List.of());
        long candidate = fixture.experiment("{}").get(1).id();
        run(candidate, 2, List.of());
        long crashed = run(candidate, 0, emulator, List.of(int3));
        run(candidate, 1, emulator, List.of(int3));
        Cli cli = new Cli(directory).with(database);

        assertThat(cli.run("runs", "show", "" + crashed).out())
                .contains("the emulator's, not the kernel's", "oops in h (int3)  [0 of 1 boots of this kernel]");
        assertThat(cli.run("runs", "show", "" + crashed, "--json")
                        .json()
                        .at("/crashes/0/emulator")
                        .asBoolean())
                .isTrue();
        assertThat(cli.run("crashes", "diff", "debian:6.1.0-d", "debian:6.1.1-d")
                        .code())
                .isZero();
        JsonNode listed = cli.run("crashes", "list", "--kernel", "debian:6.1.1-d", "--json")
                .json();
        assertThat(listed.at("/0/cause").asInt()).isZero();
        assertThat(listed.at("/0/ours").asInt()).isEqualTo(2);
        assertThat(cli.run("crashes", "show", "oops in h (int3)").out()).contains("ours", "EMULATOR_CRASH");
    }
}
