package org.kpulse.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.kpulse.analysis.profile.Profiles.boots;
import static org.kpulse.analysis.profile.Profiles.explain;
import static org.kpulse.analysis.profile.Profiles.with;
import static org.kpulse.analysis.profile.Profiles.without;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.kpulse.analysis.profile.Explanation.Grouping;
import org.kpulse.analysis.profile.FunctionChange.Kind;

class ProfileExplainerTest {

    private static final FunctionPlaces PLACES = function -> switch (function) {
        case "pipe_write", "pipe_new", "pipe_old" -> Optional.of("fs/pipe.c");
        case "exact_1" -> Optional.of("fs/read_write.c");
        default -> function.startsWith("noisy") ? Optional.of("kernel/sched/fair.c") : Optional.empty();
    };

    @Test
    void seedsNameNothing() {
        Explanation explanation = explain(boots(1), boots(2));

        assertThat(explanation.changes()).isEmpty();
        assertThat(explanation.tested()).isPositive().isLessThanOrEqualTo(81);
        assertThat(explanation.functions()).hasSize(81).noneMatch(FunctionDifference::named);
        assertThat(explanation.unexplained()).isEqualTo(explanation.total().value());
    }

    @Test
    void aSlowerFunctionStandsFirstWithItsInstructionsPerCallAndItsShare() {
        Explanation explanation = explain(boots(1), boots(2, with("pipe_write", 195, 20_000)));

        assertThat(explanation.changes()).hasSize(1);
        FunctionChange change = explanation.changes().get(0);
        assertThat(change.name()).isEqualTo("pipe_write");
        assertThat(change.kind()).isEqualTo(Kind.CHANGED);
        assertThat(change.base().perCall()).hasValue(143);
        assertThat(change.candidate().perCall()).hasValue(195);
        assertThat(change.difference()).isEqualTo(52 * 10_000);
        assertThat(change.differencePerCall()).isCloseTo(52 * 10_000, within(1e-6));
        assertThat(change.interval().contains(520_000)).isTrue();
        assertThat(change.share().orElseThrow()).isCloseTo(1, within(0.1));
        assertThat(explanation.unexplainedShare().orElseThrow())
                .isCloseTo(1 - change.share().orElseThrow(), within(1e-9));
    }

    @Test
    void moreCallsAreAChangeToo() {
        FunctionChange change = explain(boots(1), boots(2, with("pipe_write", 143, 30_000)))
                .changes()
                .get(0);

        assertThat(change.name()).isEqualTo("pipe_write");
        assertThat(change.differenceByCalls()).isCloseTo(5_000 * 143, within(1e-6));
        assertThat(change.differencePerCall()).isCloseTo(0, within(1e-6));
    }

    @Test
    void changesAreRankedByTheSizeOfTheirDifference() {
        Explanation explanation = explain(
                boots(1),
                boots(
                        2,
                        functions -> with("exact_3", 20, 20_000)
                                .apply(with("exact_5", 70, 20_000)
                                        .apply(with("exact_7", 99, 20_000).apply(functions)))));

        assertThat(explanation.changes())
                .extracting(FunctionChange::name)
                .containsExactly("exact_7", "exact_3", "exact_5");
    }

    @Test
    void whatIsTooSmallToMatterIsNotNamedButCounted() {
        Explanation explanation = explain(boots(1), boots(2, with("tiny", 10, 100)));

        assertThat(explanation.changes()).isEmpty();
        assertThat(explanation.functions())
                .filteredOn(f -> f.name().equals("tiny"))
                .singleElement()
                .satisfies(f -> assertThat(f.difference()).isEqualTo(500));
    }

    @Test
    void aFunctionThatWentAndOneLikeItThatCameMayBeARename() {
        Explanation explanation = ProfileExplainer.explain(
                boots(1, with("pipe_old", 90, 20_000)),
                boots(2, with("pipe_new", 99, 20_000)),
                PLACES,
                ProfileRules.DEFAULT);

        assertThat(explanation.changes())
                .extracting(FunctionChange::name, FunctionChange::kind, FunctionChange::likelyRename)
                .containsExactly(
                        tuple("pipe_new", Kind.APPEARED, Optional.of("pipe_old")),
                        tuple("pipe_old", Kind.VANISHED, Optional.of("pipe_new")));
        assertThat(explanation.changes().get(0).base().perCall()).isEmpty();
        assertThat(explanation.changes().get(0).file()).contains("fs/pipe.c");
    }

    @Test
    void aFunctionOfAnotherFileOrSizeIsNoRename() {
        assertThat(ProfileExplainer.explain(
                                boots(1, with("elsewhere", 90, 20_000)),
                                boots(2, with("pipe_new", 99, 20_000)),
                                PLACES,
                                ProfileRules.DEFAULT)
                        .changes())
                .hasSize(2)
                .allMatch(change -> change.likelyRename().isEmpty());
        assertThat(ProfileExplainer.explain(
                                boots(1, with("pipe_old", 90, 20_000)),
                                boots(2, with("pipe_new", 200, 20_000)),
                                PLACES,
                                ProfileRules.DEFAULT)
                        .changes())
                .hasSize(2)
                .allMatch(change -> change.likelyRename().isEmpty());
    }

    @Test
    void groupsSumAllTheirFunctionsNamedOrNot() {
        Explanation explanation = ProfileExplainer.explain(
                boots(1), boots(2, with("pipe_write", 195, 20_000)), PLACES, ProfileRules.DEFAULT);
        double all = explanation.functions().stream()
                .mapToDouble(FunctionDifference::difference)
                .sum();

        List<GroupChange> subsystems = explanation.by(Grouping.SUBSYSTEM);

        assertThat(subsystems).extracting(GroupChange::name).containsExactly("fs", "kernel/sched", "");
        assertThat(subsystems.get(0))
                .isEqualTo(new GroupChange("fs", 520_000, subsystems.get(0).share(), 2, 1));
        assertThat(subsystems.stream().mapToDouble(GroupChange::difference).sum())
                .isCloseTo(all, within(1e-6));
        assertThat(explanation.by(Grouping.FILE))
                .extracting(GroupChange::name)
                .containsExactly("fs/pipe.c", "kernel/sched/fair.c", "", "fs/read_write.c");
    }

    @Test
    void aModuleIsAGroupOfItsOwn() {
        Explanation explanation =
                explain(boots(1, without("pipe_write")), boots(2, with("ext4_iget [ext4]", 50, 20_000)));

        assertThat(explanation.by(Grouping.FILE)).extracting(GroupChange::name).contains("[ext4]", "");
        assertThat(explanation.by(Grouping.SUBSYSTEM))
                .extracting(GroupChange::name)
                .contains("[ext4]", "");
    }

    @Test
    void withWorkEverythingIsPerUnitOfWork() {
        List<BootProfile> base = Profiles.withWork(boots(1), 1_000, 1_000, 1_000);
        List<BootProfile> twice = Profiles.withWork(Profiles.times(2, boots(2)), 2_000, 2_000, 2_000);

        Explanation same = explain(base, twice);
        Explanation cheaper = explain(base, Profiles.withWork(boots(2), 2_000, 2_000, 2_000));

        assertThat(same.perWork()).isTrue();
        assertThat(same.changes()).isEmpty();
        assertThat(same.total().base())
                .isCloseTo(
                        boots(1).stream()
                                        .mapToLong(BootProfile::total)
                                        .average()
                                        .orElseThrow()
                                / 1_000,
                        within(1e-3));
        assertThat(same.total().value()).isCloseTo(0, within(200.0));
        assertThat(cheaper.total().percent().orElseThrow()).isCloseTo(-50, within(0.1));
        assertThat(cheaper.changes()).hasSizeGreaterThan(40);
        assertThat(cheaper.changes().get(0).share()).isNotEqualTo(OptionalDouble.empty());
    }
}
