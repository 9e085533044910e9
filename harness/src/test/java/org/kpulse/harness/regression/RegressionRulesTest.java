package org.kpulse.harness.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kpulse.harness.fault.UsageException;

class RegressionRulesTest {

    private static Advance.Facts facts(boolean repeated, long searching, long solved, boolean gone) {
        return new Advance.Facts(repeated, id(searching), id(solved), gone);
    }

    private static OptionalLong id(long id) {
        return id == 0 ? OptionalLong.empty() : OptionalLong.of(id);
    }

    @ParameterizedTest
    @CsvSource({
        "DETECTED, false, 0, 0, DETECTED",
        "DETECTED, true, 0, 0, CONFIRMED",
        "DETECTED, false, 5, 0, BISECTING",
        "CONFIRMED, true, 5, 0, BISECTING",
        "CONFIRMED, false, 0, 0, CONFIRMED",
        "BISECTING, true, 0, 0, CONFIRMED",
        "BISECTING, false, 0, 0, DETECTED",
        "BISECTING, true, 6, 5, CULPRIT_KNOWN",
        "CULPRIT_KNOWN, true, 6, 0, CULPRIT_KNOWN",
        "REPORTED, true, 6, 5, REPORTED"
    })
    void statesFollowTheData(RegressionState now, boolean repeated, long searching, long solved, RegressionState then) {
        assertThat(Advance.next(now, facts(repeated, searching, solved, true))
                        .map(Advance.Step::to)
                        .orElse(now))
                .isEqualTo(then);
    }

    @ParameterizedTest
    @EnumSource(
            value = RegressionState.class,
            names = {"NOISE", "INFRA", "DUPLICATE", "ACCEPTED", "IMPROVEMENT", "VERIFIED"})
    void nothingThatWasClosedMovesByItself(RegressionState closed) {
        assertThat(closed.isClosed()).isTrue();
        assertThat(Advance.next(closed, facts(true, 5, 6, true))).isEmpty();
    }

    @Test
    void aFixIsVerifiedWhenItIsGone() {
        assertThat(Advance.next(RegressionState.FIXED_PENDING, facts(true, 5, 6, false)))
                .isEmpty();
        assertThat(Advance.next(RegressionState.FIXED_PENDING, facts(true, 5, 6, true))
                        .map(Advance.Step::to))
                .contains(RegressionState.VERIFIED);
    }

    @ParameterizedTest
    @CsvSource({
        "REOPEN, NOISE, true",
        "REOPEN, VERIFIED, true",
        "REOPEN, FIXED_PENDING, true",
        "REOPEN, CONFIRMED, false",
        "NOISE, DETECTED, true",
        "NOISE, ACCEPTED, true",
        "NOISE, NOISE, false",
        "REPORTED, CULPRIT_KNOWN, true",
        "REPORTED, NOISE, false",
        "REPORTED, REPORTED, false",
        "FIXED, REPORTED, true",
        "FIXED, VERIFIED, false"
    })
    void whatCanBeSaidDependsOnTheState(Judgement.Act act, RegressionState now, boolean fits) {
        assertThat(act.fits(now)).isEqualTo(fits);
    }

    @Test
    void onlyADuplicateNamesAnother() {
        assertThatThrownBy(() -> new Judgement(Judgement.Act.DUPLICATE, OptionalLong.empty(), ""))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("needs the number");
        assertThatThrownBy(() -> new Judgement(Judgement.Act.NOISE, OptionalLong.of(3), ""))
                .hasMessageContaining("Only a duplicate");
    }

    @Test
    void aNoteIsShortText() {
        assertThat(new Judgement(Judgement.Act.NOISE, OptionalLong.empty(), " a\r\nb ").note())
                .isEqualTo("a\nb");
        assertThatThrownBy(() -> new Judgement(Judgement.Act.NOISE, OptionalLong.empty(), "a\0b"))
                .hasMessageContaining("control characters");
        assertThatThrownBy(() ->
                        new Judgement(Judgement.Act.NOISE, OptionalLong.empty(), "x".repeat(Judgement.MOST_NOTE + 1)))
                .hasMessageContaining("at most 2000");
    }

    private static Impact.Call call(String platform, String metric, double percent) {
        return new Impact.Call(platform, metric, OptionalDouble.of(percent));
    }

    @Test
    void impactIsTheMeanSizeTimesMetricsTimesPlatforms() {
        double one = 100 * Math.log(1.1);

        assertThat(Impact.of(List.of())).isZero();
        assertThat(Impact.of(List.of(call("p", "a", 10)))).isCloseTo(one, within(1e-9));
        assertThat(Impact.of(List.of(call("p", "a", 10), call("p", "b", 10)))).isCloseTo(2 * one, within(1e-9));
        assertThat(Impact.of(List.of(call("p", "a", 10), call("q", "a", 10), call("p", "b", 10), call("q", "b", 10))))
                .isCloseTo(4 * one, within(1e-9));
    }

    @Test
    void halfAsFastIsAsFarAsTwiceAsSlowAndNothingIsMoreThanTenfold() {
        double twice = Impact.of(List.of(call("p", "a", 100)));

        assertThat(Impact.of(List.of(call("p", "a", -50)))).isCloseTo(twice, within(1e-9));
        double tenfold = 100 * Math.log(10);
        assertThat(Impact.of(List.of(call("p", "a", -100)))).isCloseTo(tenfold, within(1e-9));
        assertThat(Impact.of(List.of(new Impact.Call("p", "a", OptionalDouble.empty()))))
                .isCloseTo(tenfold, within(1e-9));
        assertThat(Impact.of(List.of(call("p", "a", 1e9)))).isCloseTo(tenfold, within(1e-9));
    }

    @Test
    void everyStateIsFoundByItsWord() {
        for (RegressionState state : RegressionState.values()) {
            assertThat(RegressionState.named(state.word())).contains(state);
        }
        assertThat(RegressionState.CULPRIT_KNOWN.word()).isEqualTo("culprit-known");
        assertThat(RegressionState.named("CONFIRMED")).isEmpty();
    }
}
