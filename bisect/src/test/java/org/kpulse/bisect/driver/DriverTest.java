package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.analysis.inference.VariancePrior;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Symptom.BuildEffect;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.CheckRow;
import org.kpulse.bisect.store.CheckStore;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.bisect.store.Weighing;
import org.kpulse.bisect.transcript.GitBisectLog;
import org.kpulse.bisect.transcript.Replay;
import org.kpulse.bisect.transcript.Transcript;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bisections carried out on a real database, with builds and boots that take no time. */
class DriverTest {

    private static final int COMMITS = 32;
    private static final int CULPRIT = 20;
    private static final int OTHER = 11;

    @TempDir
    private static Path home;

    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static Candidates candidates() {
        List<String> names =
                IntStream.range(0, COMMITS).mapToObj(FakeLab::revision).toList();
        int[][] parents =
                IntStream.range(0, COMMITS).mapToObj(i -> new int[] {i - 1}).toArray(int[][]::new);
        return new Candidates(
                new CommitGraph(names, parents),
                names.stream().map(n -> 1.0).toList(),
                names.stream().map(n -> "subject of " + n + "\0").toList());
    }

    private static long start(List<String> platforms, OptionalInt boots) {
        return start(platforms, boots, VariancePrior.NONE);
    }

    private static long start(List<String> platforms, OptionalInt boots, VariancePrior noise) {
        return start(new BisectionRequest.Where(platforms, List.of()), boots, noise);
    }

    private static long start(BisectionRequest.Where where, OptionalInt boots, VariancePrior noise) {
        return new BisectionStore(database)
                .create(
                        new BisectionRequest(
                                "tree",
                                List.of(FakeLab.revision(-1)),
                                FakeLab.revision(COMMITS - 1),
                                new Wanted.Metric("pipe", "time"),
                                where,
                                new BisectionRequest.Terms(0.95, 1, true, OptionalDouble.empty(), boots)),
                        candidates(),
                        where.all().stream()
                                .collect(Collectors.toMap(
                                        p -> p, p -> new Beforehand(new Prices(10, 1), noise, BuildEffect.NONE))),
                        OptionalLong.empty());
    }

    /** Levels with a step of this size at the culprit. */
    private static FakeLab lab(double step) {
        Map<String, Double> levels = new HashMap<>();
        for (int commit = CULPRIT; commit < COMMITS; commit++) {
            levels.put(FakeLab.revision(commit), step);
        }
        return new FakeLab(database, levels, 0.2);
    }

    private static Driver driver(FakeLab lab) {
        return driver(lab, (b, c, ends) -> new Weighing(List.of(), "All weigh the same."));
    }

    private static Driver driver(FakeLab lab, Weigher weigher) {
        return new Driver(
                new BisectionStore(database),
                new Driver.Means(b -> lab, weigher),
                new CulpritChecks(new CheckStore(database), b -> lab, b -> lab),
                Progress.silent());
    }

    private static BisectionRow carriedOut(long id, FakeLab lab) {
        Driver driver = driver(lab);
        for (int i = 0; i < 500 && driver.advance(id); i++) {
            assertThat(i).as("it ends").isLessThan(499);
        }
        return new BisectionStore(database).find(id).orElseThrow();
    }

    @Test
    void theCulpritIsFoundAndCheckedAgainstItsParentItsRevertAndAnotherLayout() {
        FakeLab lab = lab(2);
        long id = start(List.of("qemu-instructions"), OptionalInt.empty());

        BisectionRow ended = carriedOut(id, lab);

        assertThat(ended.state()).isEqualTo(BisectionState.FINISHED);
        assertThat(ended.outcome().orElseThrow())
                .contains("\"culprit\"")
                .contains(FakeLab.revision(CULPRIT))
                .contains("\"confirmed\": true");
        assertThat(new CheckStore(database).list(id))
                .extracting(CheckRow::kind)
                .containsExactly(CheckRow.Kind.PARENT, CheckRow.Kind.REVERT, CheckRow.Kind.LAYOUT);
        assertThat(new HashSet<>(lab.boots)).as("no boot was made twice").hasSameSizeAs(lab.boots);
    }

    @Test
    void whenTheTurnIsOverWhatWasBegunStaysOpenAndGoesOn() {
        FakeLab lab = lab(2);
        lab.most = 1;
        long id = start(List.of("qemu-instructions"), OptionalInt.empty());
        Driver driver = driver(lab);
        for (int i = 0; i < 5; i++) {
            assertThat(driver.advance(id)).isTrue();
        }
        assertThat(lab.boots).hasSize(1);
        assertThat(new BisectionStore(database).probes().list(id))
                .anyMatch(probe -> probe.outcome().isEmpty());

        lab.most = Integer.MAX_VALUE;
        assertThat(carriedOut(id, lab).outcome().orElseThrow()).contains("\"confirmed\": true");
    }

    @Test
    void theCulpritIsShownOnEveryPlatformThatReportedTheChange() {
        FakeLab lab = lab(2);
        long id = start(
                new BisectionRequest.Where(
                        List.of("qemu-instructions"), List.of("qemu-instructions", "qemu-time", "rack-time")),
                OptionalInt.empty(),
                VariancePrior.NONE);
        lab.blind.add("rack-time");

        BisectionRow ended = carriedOut(id, lab);

        assertThat(new CheckStore(database).list(id))
                .filteredOn(check -> check.kind() == CheckRow.Kind.PLATFORM)
                .extracting(check -> check.platform() + " " + check.result().orElseThrow())
                .containsExactly("qemu-time CONFIRMED", "rack-time REFUTED");
        assertThat(ended.outcome().orElseThrow())
                .contains("\"proved_on\": [\"qemu-instructions\", \"qemu-time\"]")
                .contains("\"confirmed\": true");
        assertThat(new HashSet<>(lab.boots)).as("no boot was made twice").hasSameSizeAs(lab.boots);
    }

    @Test
    void aDriverThatComesAfterAnotherGoesOnWithTheSameAnswerAndRepeatsNothing() {
        FakeLab whole = lab(2);
        long first = start(List.of("qemu-instructions"), OptionalInt.empty());
        String answer = carriedOut(first, whole).outcome().orElseThrow();
        FakeLab parts = lab(2);
        long second = start(List.of("qemu-instructions"), OptionalInt.empty());

        boolean more = true;
        for (int i = 0; i < 500 && more; i++) {
            more = driver(parts).advance(second);
        }

        assertThat(new BisectionStore(database).find(second).orElseThrow().outcome())
                .hasValue(answer);
        assertThat(parts.boots).isEqualTo(whole.boots);
        assertThat(new BisectionStore(database).probes().list(second))
                .extracting(ProbeRow::samples)
                .isEqualTo(new BisectionStore(database)
                        .probes().list(first).stream().map(ProbeRow::samples).toList());
    }

    @Test
    void withoutAChangeItIsNotReproducedOnTheNextPlatformEither() {
        BisectionRow ended = carriedOut(start(List.of("qemu-instructions", "qemu-time"), OptionalInt.empty()), lab(0));

        assertThat(ended.outcome().orElseThrow()).contains("not_reproduced").contains("\"platform\": \"qemu-time\"");
    }

    @Test
    void aCommitThatDoesNotBuildIsSkippedAndSaysNothing() {
        FakeLab lab = lab(2);
        for (int commit = 10; commit < 18; commit++) {
            lab.unbuildable.add(FakeLab.revision(commit));
        }
        long id = start(List.of("qemu-instructions"), OptionalInt.empty());

        assertThat(carriedOut(id, lab).outcome().orElseThrow()).contains(FakeLab.revision(CULPRIT));
    }

    @Test
    void aFaultOfOursIsTriedAgainAndThreeInARowWaitForAPerson() {
        FakeLab lab = lab(2);
        lab.faults = 1;
        long id = start(List.of("qemu-instructions"), OptionalInt.empty());
        Driver driver = driver(lab);
        driver.advance(id);
        driver.advance(id);
        lab.faults = 2;

        assertThat(carriedOut(id, lab).state()).isEqualTo(BisectionState.PAUSED);

        new BisectionStore(database).state(id, BisectionState.RUNNING);
        assertThat(carriedOut(id, lab).outcome().orElseThrow()).contains(FakeLab.revision(CULPRIT));
    }

    @Test
    void aBudgetOfBootsEndsTheSearchAndARaisedOneIsForTheNext() {
        long id = start(List.of("qemu-instructions"), OptionalInt.of(8));

        assertThat(carriedOut(id, lab(1)).outcome().orElseThrow()).contains("budget_spent");
        assertThatThrownBy(() -> new BisectionStore(database).state(id, BisectionState.ABORTED))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is over");
    }

    @Test
    void theRecordIsDecidedAnewWithTheSameDecisions() {
        FakeLab lab = lab(2);
        lab.unbuildable.add(FakeLab.revision(16));
        long id = start(List.of("qemu-instructions", "qemu-time"), OptionalInt.empty());
        BisectionStore store = new BisectionStore(database);
        Transcript stored = Transcript.of(store, carriedOut(id, lab));

        Transcript read = Transcript.parse(new JsonMapper().writeValueAsString(stored.object()));

        assertThat(Replay.of(read))
                .hasSize(store.decisions(id).size())
                .allSatisfy(step -> assertThat(step.same()).isTrue());
        assertThat(GitBisectLog.of(stored))
                .contains("git bisect bad " + FakeLab.revision(CULPRIT))
                .contains("git bisect good " + FakeLab.revision(CULPRIT - 1));
    }

    @Test
    void commitsAreWeighedOnceBetweenTheCheckOfTheEndsAndTheSearch() {
        FakeLab lab = lab(2);
        long id = start(List.of("qemu-instructions"), OptionalInt.empty(), new VariancePrior(0.04, 100));
        List<Double> factors = IntStream.range(0, COMMITS)
                .mapToObj(c -> c == CULPRIT ? 4.0 : 0.25)
                .toList();
        List<Weigher.Ends> asked = new ArrayList<>();
        Driver driver = driver(lab, (b, c, ends) -> {
            asked.add(ends);
            for (int end : new int[] {CommitGraph.GOOD, COMMITS - 1}) {
                assertThat(new BisectionStore(database)
                                .probes().list(id).stream()
                                        .filter(p -> p.commit() == end)
                                        .mapToInt(p -> p.samples().size())
                                        .sum())
                        .as("boots of an end: profiles of one say nothing of what moved")
                        .isGreaterThanOrEqualTo(2);
            }
            return new Weighing(factors, "One touches what moved.");
        });
        boolean more = true;
        for (int i = 0; i < 500 && more; i++) {
            more = driver.advance(id);
        }

        BisectionStore store = new BisectionStore(database);
        assertThat(asked).hasSize(1);
        assertThat(store.candidates(id).weights()).isEqualTo(factors);
        assertThat(store.find(id).orElseThrow().outcome().orElseThrow()).contains(FakeLab.revision(CULPRIT));
        assertThat(Replay.of(Transcript.of(store, store.find(id).orElseThrow())))
                .allSatisfy(step -> assertThat(step.same()).isTrue());
    }

    @Test
    void ofTwoChangesTheLargerIsNamedAndTheOtherIsSaidWithTheRangeThatHoldsIt() {
        Map<String, Double> levels = new HashMap<>();
        for (int commit = OTHER; commit < COMMITS; commit++) {
            levels.put(FakeLab.revision(commit), commit < CULPRIT ? 1.5 : 4.5);
        }
        FakeLab lab = new FakeLab(database, levels, 0.1);
        long id = start(List.of("qemu-instructions"), OptionalInt.empty(), new VariancePrior(0.01, 20));

        BisectionRow ended = carriedOut(id, lab);

        JsonNode outcome = new JsonMapper().readTree(ended.outcome().orElseThrow());
        assertThat(outcome.path("culprit").path("revision").asString()).isEqualTo(FakeLab.revision(CULPRIT));
        assertThat(outcome.path("size").asDouble()).isCloseTo(3, offset(0.3));
        assertThat(outcome.path("share_of_difference").asDouble()).isCloseTo(2.0 / 3, offset(0.05));
        JsonNode further = outcome.path("further_changes");
        assertThat(further.size()).isEqualTo(1);
        assertThat(further.get(0).path("low").asDouble()).isLessThan(1.5);
        assertThat(further.get(0).path("high").asDouble()).isGreaterThan(1.5);
        assertThat(further.get(0).path("commits").toString()).contains(FakeLab.revision(OTHER));
        assertThat(number(further.get(0).path("good").asString())).isLessThan(OTHER);
        assertThat(number(further.get(0).path("bad").asString())).isBetween(OTHER, CULPRIT - 1);
        BisectionStore store = new BisectionStore(database);
        assertThat(Judging.expected(4.5, store.decisions(id))).isCloseTo(3, offset(0.2));
        assertThat(Replay.of(Transcript.of(store, ended)))
                .allSatisfy(step -> assertThat(step.same()).isTrue());
    }

    private static int number(String revision) {
        return IntStream.range(-1, COMMITS)
                .filter(commit -> FakeLab.revision(commit).equals(revision))
                .findFirst()
                .orElseThrow();
    }
}
