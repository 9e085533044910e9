package org.kpulse.harness.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.CrashQuery.OnKernel;

class CrashLineTest {

    private static final CrashLine.Side QUIET = new CrashLine.Side(Map.of("p", 3), Map.of());

    private static CrashLine.Side side(String platform, CrashTally tally) {
        CrashQuery.Key key = new CrashQuery.Key(platform, "panic in f");
        return new CrashLine.Side(
                Map.of(platform, tally.boots()),
                Map.of(key, new OnKernel(key, 1, "ref", "release", tally, Instant.EPOCH, Instant.EPOCH)));
    }

    @Test
    void aCrashOfOneKernelIsSaidWithTheBootsOfBoth() {
        CrashTally twice = new CrashTally(4, 2, 0, 0);

        assertThat(CrashLine.of("p", QUIET, side("p", twice)))
                .containsExactly(new CrashLine("panic in f", CrashTally.none(3), twice));
    }

    @Test
    void whatOnlyFollowedIsNotSaid() {
        assertThat(CrashLine.of("p", QUIET, side("p", new CrashTally(4, 0, 2, 0))))
                .isEmpty();
    }

    @Test
    void whatAFaultOfOursHadIsSaidButNotCounted() {
        CrashTally ours = new CrashTally(3, 0, 0, 1);

        assertThat(CrashLine.of("p", QUIET, side("p", ours))).singleElement().satisfies(line -> {
            assertThat(line.candidate().causes()).isZero();
            assertThat(line.ours()).isEqualTo(1);
        });
    }

    @Test
    void eachPlatformHasItsOwn() {
        assertThat(CrashLine.of("p", QUIET, side("q", new CrashTally(3, 3, 0, 0))))
                .isEmpty();
    }
}
