package org.kpulse.bisect.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;

/** Bisections in processes that are killed. Eight times here; 20 with {@code -Dkpulse.full=true}. */
class KilledDriverTest {

    private static final int COMMITS = 64;
    private static final int CULPRIT = 41;
    private static final int KILLS = Boolean.getBoolean("kpulse.full") ? 20 : 8;

    @TempDir
    Path home;

    @Test
    void aBisectionThatIsKilledAgainAndAgainGivesTheSameAnswerAndBootsNothingTwice() throws Exception {
        Path whole = Files.createFile(home.resolve("whole"));
        Path parts = Files.createFile(home.resolve("parts"));
        long first;
        long second;
        try (Database database = open()) {
            first = start(database);
            second = start(database);
        }
        assertThat(begun(first, whole).waitFor(2, TimeUnit.MINUTES)).isTrue();
        Random random = new Random(20261126);
        int killed = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = begun(second, parts);
            if (!process.waitFor(random.nextInt(150), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
                killed++;
            }
        }
        assertThat(begun(second, parts).waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(killed).as("kills that came before its end").isGreaterThan(KILLS / 2);
        try (Database database = open()) {
            BisectionRow ended = new BisectionStore(database).find(second).orElseThrow();
            assertThat(ended.state()).isEqualTo(BisectionState.FINISHED);
            assertThat(ended.outcome())
                    .isEqualTo(new BisectionStore(database)
                            .find(first)
                            .orElseThrow()
                            .outcome());
            assertThat(ended.outcome().orElseThrow()).contains(FakeLab.revision(CULPRIT));
        }
        assertThat(boots(parts)).doesNotHaveDuplicates().isEqualTo(boots(whole));
    }

    /** Binary and number of each boot, in order. */
    private static List<String> boots(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(line -> line.split(" ", -1)[1])
                .toList();
    }

    private Process begun(long id, Path file) throws IOException {
        String bad =
                IntStream.range(CULPRIT, COMMITS).mapToObj(FakeLab::revision).collect(Collectors.joining(","));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBisection.class.getName()));
        command.addAll(List.of(home.toString(), String.valueOf(id), file.toString(), bad));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader reader = process.inputReader()) {
            assertThat(reader.readLine()).isEqualTo("begun");
        }
        return process;
    }

    private Database open() {
        return Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
    }

    private static long start(Database database) {
        List<String> names =
                IntStream.range(0, COMMITS).mapToObj(FakeLab::revision).toList();
        int[][] parents =
                IntStream.range(0, COMMITS).mapToObj(i -> new int[] {i - 1}).toArray(int[][]::new);
        return new BisectionStore(database)
                .create(
                        new BisectionRequest(
                                "tree",
                                List.of(FakeLab.revision(-1)),
                                FakeLab.revision(COMMITS - 1),
                                new Wanted.Metric("pipe", "time"),
                                new BisectionRequest.Where(List.of("qemu-instructions"), List.of()),
                                new BisectionRequest.Terms(0.95, 1, true, OptionalDouble.empty(), OptionalInt.empty())),
                        new Candidates(
                                new CommitGraph(names, parents),
                                names.stream().map(n -> 1.0).toList(),
                                names),
                        java.util.Map.of(
                                "qemu-instructions",
                                new Beforehand(new Prices(10, 1), VariancePrior.NONE, BuildEffect.NONE)),
                        OptionalLong.empty());
    }
}
