package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashClass;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;

@ExtendWith(PostgresExtension.class)
class CrashQueryTest {

    private static final Crash OOPS = new Crash(
            CrashClass.NULL_DEREFERENCE, "null-dereference in f, g (read)", "BUG: \0 x", List.of("f [m]", "? g"));
    private static final Crash PANIC =
            new Crash(CrashClass.PANIC, "panic (Fatal exception)", "Kernel panic", List.of());
    private static final Fault FAULT = new KernelFault(KernelFault.Kind.OOPS, "BUG");

    private final Database database;
    private final RunStore store;
    private final CrashQuery query;

    CrashQueryTest(Database database) {
        this.database = database;
        this.store = new RunStore(database);
        this.query = new CrashQuery(database);
    }

    private static RunRecord crashed(long job, int boot, Fault fault, List<Crash> crashes) {
        return with(StoreFixture.run(new RunSlot(job, boot, 0, 1), Optional.of(fault), List.of()), crashes);
    }

    private static RunRecord with(RunRecord run, List<Crash> crashes) {
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
                run.collected(),
                run.tests(),
                crashes);
    }

    @Test
    void crashesComeBackInTheirOrderWithTheirTraces() {
        long job = StoreFixture.in(database, 'a', 1).experiment("{}").get(0).id();
        long run = store.save(crashed(job, 0, FAULT, List.of(OOPS, PANIC)));

        assertThat(query.ofRun(run))
                .containsExactly(
                        new CrashQuery.Position(
                                new Crash(OOPS.kind(), OOPS.signature(), "BUG: \uFFFD x", OOPS.trace()),
                                Optional.empty()),
                        new CrashQuery.Position(PANIC, Optional.of(0)));
        assertThat(store.save(crashed(job, 0, FAULT, List.of(OOPS, PANIC)))).isEqualTo(run);
        assertThat(query.ofRun(run)).hasSize(2);
    }

    @Test
    void aKernelsCrashesAreCountedOverItsRunsWithoutThoseOfTheEmulator() {
        StoreFixture fixture = StoreFixture.in(database, 'b', 1);
        long job = fixture.experiment("{}").get(0).id();
        store.save(with(fixture.finished(job, 0, 1), List.of(PANIC)));
        store.save(crashed(job, 1, FAULT, List.of(OOPS, PANIC)));
        long newest = store.save(crashed(job, 2, FAULT, List.of(OOPS)));
        store.save(crashed(job, 3, new InfraFault(InfraFault.Kind.EMULATOR_CRASH, "int3"), List.of(OOPS)));
        store.save(crashed(fixture.experiment("{}").get(1).id(), 0, FAULT, List.of(OOPS)));

        Map<CrashQuery.Key, CrashQuery.OnKernel> found = query.ofKernelOfRun(newest);

        assertThat(found.values())
                .extracting(each -> each.key().signature(), CrashQuery.OnKernel::tally)
                .containsExactlyInAnyOrder(
                        tuple(OOPS.signature(), new CrashTally(3, 2, 0, 1)),
                        tuple(PANIC.signature(), new CrashTally(3, 1, 1, 0)));
        assertThat(query.ofKernel(-1)).isEmpty();
        assertThat(query.runsWith(OOPS.signature()).get(0).cause()).isTrue();
    }

    @Test
    void aCrashThatCannotBeStoredKeepsItsRunOutToo() {
        long job = StoreFixture.in(database, 'c', 1).experiment("{}").get(0).id();

        assertThatThrownBy(() -> store.save(crashed(job, 0, FAULT, List.of(OOPS, OOPS))))
                .isInstanceOf(InfraException.class);
        assertThat(store.ofJob(job)).isEmpty();
    }

    @Test
    void everyClassIsFoundByItsWord() {
        for (CrashClass kind : CrashClass.values()) {
            assertThat(CrashClass.of(kind.word())).isEqualTo(kind);
        }
    }
}
