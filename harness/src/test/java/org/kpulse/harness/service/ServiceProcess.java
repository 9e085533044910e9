package org.kpulse.harness.service;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.queue.TaskWorker;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.state.StateDirectory;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.DatabaseSettings;

/** A service in a process of its own, with a machine that only takes time; it is killed or told to stop. */
final class ServiceProcess {

    private static final int BOOTS = 5;

    private ServiceProcess() {}

    /** Arguments: URL, user and password of the database, name, file for what it boots, ms a boot takes. */
    public static void main(String[] arguments) throws InterruptedException {
        DatabaseSettings settings = new DatabaseSettings(
                Optional.of(arguments[0]), Optional.of(arguments[1]), Optional.of(arguments[2]), Duration.ofSeconds(5));
        Path said = Path.of(arguments[4]);
        Thread main = Thread.currentThread();
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            main.interrupt();
            try {
                if (!closed.await(40, TimeUnit.SECONDS)) {
                    say(said, "did not stop");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        TaskWorker.Identity identity = new TaskWorker.Identity(arguments[3], "host", List.of("qemu-time"));
        try (Database database =
                        Database.open(settings, new StateDirectory(Path.of("target", "unused")), Progress.silent());
                Service service = Service.start(
                        database,
                        new Service.Duties(
                                identity,
                                (task, turn) -> work(said, Long.parseLong(arguments[5]), task, turn),
                                List.of(),
                                List.of(),
                                Optional.empty()),
                        Progress.silent(),
                        Clock.systemUTC())) {
            System.out.println("started " + service.name());
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            say(said, "stopped");
        } finally {
            closed.countDown();
        }
    }

    private static Optional<Ending> work(Path said, long millis, Task task, Turn turn) {
        for (int boot = 0; boot < BOOTS; boot++) {
            if (turn.over().isPresent()) {
                return Optional.empty();
            }
            say(said, "boot " + task.id() + " " + task.claim() + " " + boot);
            try {
                TimeUnit.MILLISECONDS.sleep(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InfraException("Stopped.", e);
            }
        }
        say(said, "end " + task.id() + " " + task.claim());
        return Optional.of(Ending.judged("FINE", ""));
    }

    private static void say(Path file, String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
