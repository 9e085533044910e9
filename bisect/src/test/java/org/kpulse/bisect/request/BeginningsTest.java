package org.kpulse.bisect.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kpulse.bisect.request.Beginnings.Choice;
import org.kpulse.bisect.request.Beginnings.Policy;

class BeginningsTest {

    private static final String BASE = "git:linux#" + "a".repeat(40);
    private static final String CANDIDATE = "git:linux#" + "b".repeat(40);

    private static Regression regression(String platform, String metric, double change) {
        return new Regression(7, platform, new Wanted.Metric("syscall-latency", metric), change, BASE, CANDIDATE);
    }

    private static List<Choice> choose(List<Regression> regressions) {
        return Beginnings.choose(regressions, Set.of(), new Policy(2, 1));
    }

    @Test
    void theLargestRegressionBeginsAndTheOthersSayWhyNot() {
        List<Choice> choices = choose(List.of(
                regression("qemu-instructions", "stat", 5),
                regression("qemu-instructions", "pipe-self", 9),
                regression("qemu-instructions", "getppid", 1)));

        assertThat(choices)
                .extracting(c -> c.largest().metric().metric())
                .containsExactly("pipe-self", "stat", "getppid");
        assertThat(choices).extracting(Choice::begins).containsExactly(true, false, false);
        assertThat(choices.get(1).reason()).contains("bisect.most");
        assertThat(choices.get(2).reason()).contains("bisect.least-change-percent");
    }

    @Test
    void itIsSearchedWhereInstructionsAreCountedAndShownOnEveryPlatformThatReportedIt() {
        Choice choice = choose(List.of(
                        regression("qemu-time", "pipe-self", 20), regression("qemu-instructions", "pipe-self", 3)))
                .get(0);

        assertThat(choice.where().searched()).containsExactly("qemu-instructions", "qemu-time");
        assertThat(choice.where().reported()).containsExactly("qemu-instructions", "qemu-time");
        assertThat(choice.claim())
                .as("half of the change where it is searched first")
                .isCloseTo(Math.log(1.03) / 2, within(1e-12));
    }

    @Test
    void aMetricThatWentDownIsARegressionLikeAnother() {
        Choice choice =
                choose(List.of(regression("qemu-time", "throughput", -30))).get(0);

        assertThat(choice.begins()).isTrue();
        assertThat(choice.claim()).isCloseTo(-Math.log(0.7) / 2, within(1e-12));
    }

    @Test
    void onlyTwoCommitsOfOneTreeCanBeBisected() {
        Wanted.Metric metric = new Wanted.Metric("syscall-latency", "stat");
        for (String base :
                List.of("debian:6.1.0-50-cloud-amd64", "git:other#" + "a".repeat(40), BASE + "+patch:a.mbox")) {
            assertThat(choose(List.of(new Regression(7, "qemu-time", metric, 9, base, CANDIDATE)))
                            .get(0)
                            .reason())
                    .contains("not two commits of one git tree");
        }
    }

    @Test
    void whatIsBisectedAlreadyDoesNotBeginAgain() {
        Regression regression = regression("qemu-time", "stat", 9);

        assertThat(Beginnings.choose(List.of(regression), Set.of(regression.metric()), new Policy(2, 1))
                        .get(0)
                        .reason())
                .contains("exists");
    }
}
