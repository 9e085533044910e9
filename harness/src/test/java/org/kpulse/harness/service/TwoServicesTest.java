package org.kpulse.harness.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.request.TaskState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.WorkerStore;

/** Services in processes of their own on one PostgreSQL, one of which is killed or stopped. Takes two minutes: {@code -Dkpulse.full=true}. */
@ExtendWith(PostgresExtension.class)
@EnabledIfSystemProperty(named = "kpulse.full", matches = "true")
class TwoServicesTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Database database;
    private final RequestStore requests;
    private final List<Process> processes = new ArrayList<>();

    @TempDir
    Path directory;

    TwoServicesTest(Database database) {
        this.database = database;
        this.requests = new RequestStore(database);
    }

    private Process service(String name, Path said, long millis) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ServiceProcess.class.getName(),
                        database.url().replace("postgresql://", "jdbc:postgresql://"),
                        database.user().orElseThrow(),
                        database.password().orElseThrow(),
                        name,
                        said.toString(),
                        String.valueOf(millis))
                .redirectError(directory.resolve(name + ".err").toFile())
                .redirectOutput(directory.resolve(name + ".out").toFile())
                .start();
        processes.add(process);
        return process;
    }

    private void end() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    private List<Task> ask(int many, String what) {
        List<Task> tasks = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            NewRequest request = new NewRequest(
                    what + i,
                    new NewRequest.Pair("debian:base", what + i),
                    "smoke",
                    0,
                    List.of("qemu-time"),
                    new NewRequest.Terms(50, "a test", "test", false));
            tasks.addAll(requests.ofRequest(
                    requests.add(request, Instant.now(), Instant.now()).orElseThrow()));
        }
        return tasks;
    }

    private static void await(BooleanSupplier done) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            assertThat(Instant.now()).as("within " + PATIENCE).isBefore(end);
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private boolean works(String worker) {
        return requests.open().stream()
                .anyMatch(t -> t.state() == TaskState.RUNNING
                        && t.progress().holder().worker().orElse("").equals(worker));
    }

    @Test
    void everyTaskEndsOnceWhenOneOfTwoIsKilledInTheMiddleOfABootAndItsDeathIsNoticedWithinAMinute() throws Exception {
        Path said = Files.createFile(directory.resolve("said"));
        List<Task> tasks = ask(12, "killed");
        try {
            Process first = service("first", said, 300);
            service("second", said, 300);
            await(() -> works("first") && works("second"));
            first.destroyForcibly().waitFor();
            Instant death = Instant.now();
            List<Task> left = requests.open().stream()
                    .filter(t -> t.progress().holder().worker().orElse("").equals("first"))
                    .toList();
            assertThat(left).hasSize(1);
            long id = left.get(0).id();
            await(() -> requests.find(id).orElseThrow().progress().failures() == 1);
            Duration noticed = Duration.between(death, Instant.now());
            System.out.println("the death was noticed after " + noticed.toMillis() + " ms");
            assertThat(noticed).isLessThan(Duration.ofMinutes(1));
            await(() -> requests.open().isEmpty());
            assertThat(requests.find(id).orElseThrow().claim()).isEqualTo(2);
        } finally {
            end();
        }

        assertThat(tasks)
                .allSatisfy(t ->
                        assertThat(requests.find(t.id()).orElseThrow().state()).isEqualTo(TaskState.DONE));
        assertThat(Files.readAllLines(said).stream()
                        .filter(line -> line.startsWith("end "))
                        .map(line -> line.split(" ", -1)[1]))
                .as("each ended once")
                .doesNotHaveDuplicates()
                .hasSize(tasks.size());
    }

    @Test
    void aServiceThatIsToldToStopFinishesItsBootAndHandsTheRestBackAtOnce() throws Exception {
        Path said = Files.createFile(directory.resolve("said"));
        Task task = ask(1, "stopped").get(0);
        try {
            Process first = service("stopping", said, 1500);
            await(() -> works("stopping"));
            first.destroy();
            assertThat(first.waitFor(40, TimeUnit.SECONDS)).isTrue();
            assertThat(requests.find(task.id()).orElseThrow().state()).isEqualTo(TaskState.QUEUED);
            assertThat(requests.find(task.id()).orElseThrow().progress().failures())
                    .isZero();
            assertThat(new WorkerStore(database).find("stopping").orElseThrow().state())
                    .isEqualTo(WorkerStore.State.STOPPED);
            service("next", said, 10);
            await(() -> requests.open().isEmpty());
        } finally {
            end();
        }
        assertThat(requests.find(task.id()).orElseThrow().state()).isEqualTo(TaskState.DONE);
        assertThat(Files.readAllLines(said)).contains("stopped").doesNotContain("did not stop");
    }
}
