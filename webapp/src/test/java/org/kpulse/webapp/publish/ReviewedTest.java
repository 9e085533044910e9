package org.kpulse.webapp.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.webapp.reports.ReportSettings;
import org.kpulse.webapp.reports.ReportSettings.KnownTree;

class ReviewedTest {

    private static boolean is(RegressionState state, String... words) {
        List<Reviewed.Word> said = new ArrayList<>();
        for (int i = words.length - 1; i >= 0; i--) {
            said.add(new Reviewed.Word(Instant.ofEpochSecond(i), words[i]));
        }
        return Reviewed.is(state, said);
    }

    @Test
    void theLastWordOfAPersonDecides() {
        assertThat(is(RegressionState.DETECTED)).isFalse();
        assertThat(is(RegressionState.CULPRIT_KNOWN)).isFalse();
        assertThat(is(RegressionState.CULPRIT_KNOWN, "approved")).isTrue();
        assertThat(is(RegressionState.REPORTED, "reported")).isTrue();
        assertThat(is(RegressionState.VERIFIED, "fixed")).isTrue();
        assertThat(is(RegressionState.ACCEPTED, "noise", "accepted")).isTrue();
        assertThat(is(RegressionState.IMPROVEMENT, "improvement")).isTrue();
        assertThat(is(RegressionState.DETECTED, "accepted", "reopen")).isFalse();
        assertThat(is(RegressionState.DETECTED, "reopen", "approved")).isTrue();
        assertThat(is(RegressionState.NOISE, "accepted", "noise")).isFalse();
    }

    @Test
    void whatAPersonCalledNoiseAFaultOrADuplicateIsNeverShownWhateverElseIsApproved() {
        for (RegressionState state : List.of(RegressionState.NOISE, RegressionState.INFRA, RegressionState.DUPLICATE)) {
            assertThat(is(state, "noise", "approved")).isFalse();
        }
    }

    @Test
    void aKernelsNameSaysNothingOfTheLab() {
        PublicNames names = new PublicNames(new ReportSettings(
                "",
                "",
                List.of(),
                List.of(),
                Map.of("linus", new KnownTree("linus", "/srv/lab/torvalds.git", "ann@example.org"))));

        assertThat(names.of("git:/srv/lab/torvalds.git#v6.12", "6.12")).isEqualTo("git:linus#v6.12");
        assertThat(names.of("git:linus#v6.12", "6.12")).isEqualTo("git:linus#v6.12");
        assertThat(names.of("git:https://git.lab.example/secret/linux.git#v6.12", "6.12"))
                .isEqualTo("git:linux#v6.12");
        assertThat(names.of("git:ann@host.lab:linux#v6.12+patch:/srv/ann/fix.mbox", "6.12"))
                .isEqualTo("git:linux#v6.12+patch:fix.mbox");
        assertThat(names.of("image:/home/ann/bzImage?modules=/home/ann/m", "6.1.9"))
                .isEqualTo("image:6.1.9");
        assertThat(names.of("release:6.12.3+patch:/srv/ann/fix.mbox", "6.12.3"))
                .isEqualTo("release:6.12.3+patch:fix.mbox");
        assertThat(names.of("debian:6.1.0-50-cloud-amd64", "6.1.0-50")).isEqualTo("debian:6.1.0-50-cloud-amd64");
        assertThat(names.of("other:/srv/lab/x y", "6.1")).isEqualTo("other:x y");
    }
}
