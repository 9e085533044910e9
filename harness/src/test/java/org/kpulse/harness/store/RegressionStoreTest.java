package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.regression.RegressionState;

@ExtendWith(PostgresExtension.class)
class RegressionStoreTest {

    private static final String WORSE = "REGRESSION";

    private static int number;

    private final Database database;
    private final RegressionStore store;
    private final RegressionJudge judge;
    private CallFixture kernels;

    RegressionStoreTest(Database database) {
        this.database = database;
        store = new RegressionStore(database);
        judge = new RegressionJudge(database);
    }

    @BeforeEach
    void newKernels() {
        kernels = CallFixture.in(database, number++);
    }

    private RegressionJudge.Answer say(Judgement.Act act, String note) {
        RegressionRow row = kernels.regression().row();
        return judge.judge(row.id(), row.version(), "ann", new Judgement(act, OptionalLong.empty(), note));
    }

    private List<String> history() {
        return store.events(kernels.regression().row().id()).stream()
                .map(e -> e.who() + " " + e.what() + " " + e.to().word())
                .toList();
    }

    private long count(String table) {
        return database.read(jdbc ->
                jdbc.sql("SELECT count(*) FROM " + table).query(Long.class).single());
    }

    @Test
    void callsOfOnePairOnAllPlatformsAreOneRegressionHoweverOftenItIsReconciled() {
        long other = new PlatformStore(database).save(StoreFixture.platform("other-platform"));
        kernels.compared(10, WORSE, WORSE);
        kernels.compared(other, 20, "NO_CHANGE", WORSE);
        long before = count("regression_event");

        assertThat(RegressionReconciler.reconcile(database)).isZero();
        assertThat(RegressionReconciler.reconcile(database)).isZero();

        HeldRegression held = kernels.regression();
        assertThat(held.calls()).hasSize(3);
        assertThat(held.platforms()).hasSize(2);
        assertThat(held.metrics()).isEqualTo(2);
        assertThat(held.row().state()).isEqualTo(RegressionState.DETECTED);
        assertThat(held.row().version()).isEqualTo(2);
        assertThat(count("regression_event")).isEqualTo(before);
    }

    @Test
    void whatWasFrozenBeforeThereWereRegressionsIsGatheredOnceByManyAtATime()
            throws ExecutionException, InterruptedException {
        // as an older Kpulse did: without the reconciler
        database.write(jdbc -> {
            long comparison = jdbc.sql("""
                    INSERT INTO comparison (platform_id, base_kernel_id, candidate_kernel_id, rule_version) VALUES (?, ?, ?, 'old')
                    RETURNING id""")
                    .params(kernels.fixture().platform(), kernels.base(), kernels.candidate())
                    .query(Long.class)
                    .single();
            return jdbc.sql("""
                    INSERT INTO comparison_metric (comparison_id, metric_id, base_mean, base_boots, base_samples, candidate_mean,
                        candidate_boots, candidate_samples, change_percent, verdict)
                    SELECT ?, m.id, 1, 3, 3, 2, 3, 3, 100, 'REGRESSION' FROM metric m
                    JOIN suite_benchmark s ON s.benchmark_id = m.benchmark_id WHERE s.suite_id = ?""").params(comparison, kernels.fixture().suite()).update();
        });
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(threads.submit(() -> RegressionReconciler.reconcile(database)));
        }
        int events = 0;
        for (Future<Integer> each : all) {
            events += each.get();
        }
        threads.shutdown();

        assertThat(events).isEqualTo(1);
        assertThat(kernels.regression().calls()).hasSize(2);
        assertThat(history()).containsExactly("Kpulse called detected");
    }

    @Test
    void aComparisonAndItsRegressionAreStoredTogetherOrNotAtAll() {
        long comparisons = count("comparison");
        long regressions = count("regression");
        ComparisonRow row = kernels.row(kernels.fixture().platform(), 10, WORSE);

        assertThatThrownBy(() -> database.write(jdbc -> {
                    new ComparisonStore(database).save(row);
                    throw new IllegalStateException("killed");
                }))
                .hasMessage("killed");

        assertThat(count("comparison")).isEqualTo(comparisons);
        assertThat(count("regression")).isEqualTo(regressions);
    }

    @Test
    void kernelsOfOneImageHaveNoRegression() {
        long before = count("regression");
        Kernel twin = StoreFixture.kernel("debian:twin", 'e');
        Kernel other = StoreFixture.kernel("debian:other-name", 'e');
        KernelStore stored = new KernelStore(database);
        new CallFixture(kernels.fixture(), stored.save(twin), stored.save(other)).compared(10, WORSE);

        assertThat(count("regression")).isEqualTo(before);
    }

    @Test
    void aSecondExperimentConfirmsAndAnotherMetricAloneDoesNot() {
        kernels.compared(10, WORSE, "NO_CHANGE");
        kernels.compared(10, "INCONCLUSIVE", WORSE);
        assertThat(kernels.regression().row().state()).isEqualTo(RegressionState.DETECTED);

        kernels.compared(11, WORSE, "NO_CHANGE");

        assertThat(kernels.regression().row().state()).isEqualTo(RegressionState.CONFIRMED);
        assertThat(history()).startsWith("Kpulse advanced confirmed", "Kpulse called detected");
    }

    @Test
    void theNewestWordOnAMetricCountsForTheImpactAndAMetricThatWasNotMeasuredAgainStands() {
        kernels.compared(10, WORSE, WORSE);
        kernels.compared(10, "NO_CHANGE");

        HeldRegression held = kernels.regression();

        assertThat(held.calls()).hasSize(2);
        assertThat(held.standing())
                .singleElement()
                .satisfies(call -> assertThat(call.metric()).isEqualTo("m1"));
        assertThat(held.impact()).isBetween(9.53, 9.54); // 100 ln 1.1
    }

    @Test
    void whatAPersonSaidIsNotUndoneByLaterCalls() {
        kernels.compared(10, WORSE);
        assertThat(say(Judgement.Act.NOISE, "a busy host"))
                .isEqualTo(new RegressionJudge.Stored(RegressionState.NOISE));

        kernels.compared(10, WORSE);
        kernels.compared(10, WORSE);
        RegressionReconciler.reconcile(database);

        assertThat(kernels.regression().row().state()).isEqualTo(RegressionState.NOISE);
        assertThat(kernels.regression().calls()).hasSize(3);
        assertThat(history())
                .containsExactly(
                        "Kpulse called noise", "Kpulse called noise", "ann noise noise", "Kpulse called detected");
    }

    @Test
    void reopenedItIsWhatTheDataSays() {
        kernels.compared(10, WORSE);
        kernels.compared(10, WORSE);
        say(Judgement.Act.INFRA, "");

        assertThat(say(Judgement.Act.REOPEN, "it was the kernel"))
                .isEqualTo(new RegressionJudge.Stored(RegressionState.CONFIRMED));
        assertThat(history()).startsWith("Kpulse advanced confirmed", "ann reopen detected", "ann infra infra");
    }

    @Test
    void oneOfTwoWhoActAtOnceIsToldByWhomItWasChanged() {
        kernels.compared(10, WORSE);
        RegressionRow seen = kernels.regression().row();
        Judgement noise = new Judgement(Judgement.Act.NOISE, OptionalLong.empty(), "");
        Judgement accepted = new Judgement(Judgement.Act.ACCEPTED, OptionalLong.empty(), "");

        assertThat(judge.judge(seen.id(), seen.version(), "ann", noise)).isInstanceOf(RegressionJudge.Stored.class);
        assertThat(judge.judge(seen.id(), seen.version(), "bob", accepted))
                .isInstanceOfSatisfying(
                        RegressionJudge.Refused.class,
                        refused ->
                                assertThat(refused.why()).contains("was changed since you looked at it: ann (noise)"));
        // the same once more is a try again after a lost answer
        assertThat(judge.judge(seen.id(), seen.version(), "ann", noise)).isInstanceOf(RegressionJudge.Stored.class);
        assertThat(history()).containsExactly("ann noise noise", "Kpulse called detected");
    }

    @Test
    void aDuplicateNamesAnotherThatIsNone() {
        kernels.compared(10, WORSE);
        CallFixture first = kernels;
        kernels = CallFixture.in(database, number++);
        kernels.compared(10, WORSE);
        long a = first.regression().row().id();
        long b = kernels.regression().row().id();

        assertThat(duplicate(a, a)).contains("no duplicate of itself");
        assertThat(duplicate(a, 999_999)).contains("There is no regression 999999");
        assertThat(duplicate(a, b)).isEmpty();
        assertThat(store.duplicates(b)).containsExactly(a);
        assertThat(duplicate(b, a)).contains("is a duplicate itself");
        first.compared(10, WORSE); // keeps what it is of
        assertThat(first.regression().row().duplicateOf()).hasValue(b);
        assertThat(judge.judge(999_999, 1, "ann", new Judgement(Judgement.Act.NOISE, OptionalLong.empty(), "")))
                .isEqualTo(new RegressionJudge.Unknown());
    }

    private String duplicate(long id, long of) {
        RegressionJudge.Answer answer = judge.judge(
                id,
                store.held(id).orElseThrow().row().version(),
                "ann",
                new Judgement(Judgement.Act.DUPLICATE, OptionalLong.of(of), ""));
        return answer instanceof RegressionJudge.Refused refused ? refused.why() : "";
    }

    @Test
    void aFixIsVerifiedByALaterKernelWithoutAnyOfItAndNotByOneThatMeasuredLess() {
        kernels.compared(10, WORSE, WORSE);
        CallFixture later = kernels.against(CallFixture.kernel(database, "fix " + number++));
        later.compared(0, "NO_CHANGE", "NO_CHANGE"); // before anybody said that a fix comes
        say(Judgement.Act.FIXED, "");

        later.compared(0, "NO_CHANGE");
        assertThat(kernels.regression().row().state()).isEqualTo(RegressionState.FIXED_PENDING);
        later.compared(0, "NO_CHANGE", "INCONCLUSIVE");
        assertThat(kernels.regression().row().state()).isEqualTo(RegressionState.FIXED_PENDING);
        later.compared(0, "IMPROVEMENT", "NO_CHANGE");
        assertThat(kernels.regression().row().state()).isEqualTo(RegressionState.VERIFIED);
    }

    @Test
    void historyIsNeverChanged() {
        kernels.compared(10, WORSE);
        for (String change : List.of(
                "DELETE FROM regression",
                "DELETE FROM regression_metric",
                "UPDATE regression_event SET who = 'x'",
                "TRUNCATE regression_event",
                "UPDATE regression SET state = 'DUPLICATE'",
                "UPDATE regression SET state = 'GONE'")) {
            assertThatThrownBy(() -> database.write(jdbc -> jdbc.sql(change).update()))
                    .as(change)
                    .isInstanceOf(InfraException.class)
                    .hasMessageContaining("refused");
        }
    }

    @Test
    void theLargestImpactIsFirst() {
        kernels.compared(10, WORSE);
        long small = kernels.regression().row().id();
        kernels = CallFixture.in(database, number++);
        kernels.compared(-60, WORSE, WORSE);
        long large = kernels.regression().row().id();

        List<Long> order = store.byImpact(RegressionState.open(), 1000).stream()
                .map(RegressionRow::id)
                .filter(id -> id == small || id == large)
                .toList();

        assertThat(order).containsExactly(large, small);
    }

    @Test
    void twoProcessorsOfOnePlatformNameWeighAsOneInTheOrderToo() {
        Platform first = StoreFixture.platform("twice");
        long one = new PlatformStore(database).save(first);
        long two = new PlatformStore(database)
                .save(new Platform("twice", first.kind(), first.architecture(), "tcg", 1, 512, "QEMU 9"));
        kernels.compared(one, -30, WORSE);
        kernels.compared(two, -30, WORSE);
        HeldRegression split = kernels.regression();
        kernels = CallFixture.in(database, number++);
        kernels.compared(-45, WORSE);
        HeldRegression large = kernels.regression();

        assertThat(large.impact()).isGreaterThan(split.impact());
        assertThat(store.byImpact(RegressionState.open(), 1000).stream()
                        .map(RegressionRow::id)
                        .filter(id ->
                                id == split.row().id() || id == large.row().id()))
                .containsExactly(large.row().id(), split.row().id());
    }

    @Test
    void theOrderIsThatOfWhatStandsAndNotOfWhatWasJudgedAgain() {
        List<Long> ids = new ArrayList<>();
        for (double percent : new double[] {-90, -50, -20}) {
            kernels = CallFixture.in(database, number++);
            kernels.compared(percent, WORSE, WORSE);
            ids.add(kernels.regression().row().id());
            if (percent == -90) {
                kernels.compared(-15, WORSE);
                kernels.compared(-1, "NO_CHANGE", "NO_CHANGE");
            }
            if (percent == -20) {
                kernels.compared(-80, WORSE);
            }
        }

        List<RegressionRow> rows = store.byImpact(RegressionState.open(), 1000).stream()
                .filter(row -> ids.contains(row.id()))
                .toList();

        assertThat(rows.stream().map(RegressionRow::id)).containsExactly(ids.get(2), ids.get(1), ids.get(0));
        assertThat(store.held(rows).stream().map(HeldRegression::impact))
                .isSortedAccordingTo(Comparator.reverseOrder())
                .last()
                .isEqualTo(0.0);
        assertThat(store.held(999_999)).isEqualTo(Optional.empty());
    }
}
