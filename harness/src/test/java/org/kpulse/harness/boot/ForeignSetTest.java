package org.kpulse.harness.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;

/** Programs that behave badly, as root in a real guest. */
class ForeignSetTest {

    private final Rig rig = Rig.shared();

    @Test
    void noProgramHarmsTheRunOrTheNextProgram() {
        RunRecord run = rig.run(rig.prepared(EmbeddedPool.TIME, "foreign-tests"), EmbeddedPool.TIME, Rig.PATIENT);

        assertThat(run.state()).as(run.fault().toString()).isEqualTo(RunState.FINISHED);
        Map<String, Outcome> outcomes =
                run.tests().stream().collect(Collectors.toMap(TestResult::test, TestResult::outcome));
        assertThat(outcomes)
                .containsEntry("1-bomb", Outcome.UNRESOLVED)
                .containsEntry("2-flood", Outcome.UNRESOLVED)
                .containsEntry("3-stops", Outcome.UNRESOLVED)
                .containsEntry("4-lies", Outcome.UNRESOLVED)
                .containsEntry("4-lies/a", Outcome.PASS)
                .containsEntry("4-lies/test-3", Outcome.UNRESOLVED)
                .containsEntry("5-missing", Outcome.UNRESOLVED)
                .containsEntry("6-next", Outcome.PASS)
                .containsEntry("6-next/fine", Outcome.PASS)
                .containsEntry("7-skipped", Outcome.SKIP);
    }
}
