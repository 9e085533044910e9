package org.kpulse.harness.store.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Subprocess;

/**
 * The server process of one data directory: is it there, start it, stop it. It listens on 127.0.0.1 alone, on a free port, and
 * runs in a session of its own ({@code pg_ctl} sees to that), so that Ctrl-C in a terminal does not reach it. Every method is
 * called under the start lock.
 */
final class Postmaster {

    private static final Duration RECOVERY_LIMIT = Duration.ofMinutes(10);
    private static final int PORTS_TO_TRY = 5;
    private static final long MAX_LOG_BYTES = 16L << 20;
    private static final List<String> SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "shared_buffers=128MB",
            "max_connections=60",
            "fsync=on",
            "synchronous_commit=on",
            "timezone=UTC",
            "log_timezone=UTC",
            "jit=off");

    private final Path home;
    private final Path postgres;
    private final Path data;
    private final Path log;

    Postmaster(Path home, DataDirectory directory) {
        this.home = home;
        this.postgres = directory.postgres();
        this.data = directory.path();
        this.log = postgres.resolve("server.log");
    }

    /** Whether a server of this data directory runs and takes connections, so that nothing need be prepared. */
    static boolean isReady(Path data) {
        return alive(data).filter(PostmasterFile::ready).isPresent();
    }

    /** The port of the running server: one that was there, waited for if need be, or one started now. */
    int attachOrStart() {
        for (int attempt = 1; ; attempt++) {
            Optional<PostmasterFile> running = settled(RECOVERY_LIMIT);
            if (running.isPresent()) {
                return running.get().port();
            }
            Optional<String> failure = start(freePort());
            if (failure.isPresent()
                    && (attempt >= PORTS_TO_TRY || !failure.get().contains("TCP/IP sockets"))) {
                throw new InfraException("The embedded database in " + data + " does not start: " + failure.get()
                        + " (all of it in " + log + ").");
            }
        }
    }

    /** Starts the server on the port that its clients know, unless it runs. */
    void restart(int port) {
        if (settled(RECOVERY_LIMIT).isEmpty()) {
            start(port).ifPresent(failure -> {
                throw new InfraException(
                        "The embedded database in " + data + " ended and does not start again: " + failure + ".");
            });
        }
    }

    /** Stops the server, cleanly if it can be; does nothing when there is none. */
    void stop() {
        if (alive(data).isEmpty()) {
            return;
        }
        control("-m", "fast", "-t", "30", "stop").run();
        if (alive(data).isPresent()) {
            control("-m", "immediate", "-t", "30", "stop").runOrThrow();
        }
    }

    /** The server once it is ready; empty when there is none (any more). */
    private Optional<PostmasterFile> settled(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < end) {
            Optional<PostmasterFile> file = alive(data);
            if (file.isEmpty() || file.get().ready()) {
                return file;
            }
            pause();
        }
        throw new InfraException("The embedded database in " + data + " was not ready after " + limit.toMinutes()
                + " minutes; see " + log + ".");
    }

    /** Starts a server and waits until it takes connections; why it failed when it did. */
    private Optional<String> start(int port) {
        StringBuilder options = new StringBuilder("-c port=" + port);
        SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
        long logged = trimLog();
        ServerAccount.of(postgres).own(log);
        String limit = String.valueOf(RECOVERY_LIMIT.toSeconds());
        Subprocess.Result result = control("-w", "-t", limit, "-l", log.toString(), "-o", options.toString(), "start")
                .run();
        return result.exitCode() == 0 ? Optional.empty() : Optional.of(reason(logged));
    }

    private Subprocess control(String... arguments) {
        String[] command = new String[arguments.length + 3];
        command[0] = home.resolve("bin/pg_ctl").toString();
        command[1] = "-D";
        command[2] = data.toString();
        System.arraycopy(arguments, 0, command, 3, arguments.length);
        return ServerAccount.of(postgres).program(data, RECOVERY_LIMIT.plusMinutes(1), command);
    }

    /**
     * What the lock file says if its process is alive and is the server of this directory. A lock file whose process id went
     * to another program is deleted, because the server itself would refuse to start; one of a dead server is left, because
     * the server uses it to make sure that no child of the dead one is left.
     */
    private static Optional<PostmasterFile> alive(Path data) {
        Optional<PostmasterFile> file = PostmasterFile.read(data);
        if (file.isEmpty() || ProcessHandle.of(file.get().pid()).isEmpty()) {
            return Optional.empty();
        }
        if (commandLine(file.get().pid()).contains(data.toString())) {
            return file;
        }
        try {
            if (PostmasterFile.read(data).equals(file)) {
                Files.deleteIfExists(data.resolve(PostmasterFile.NAME));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }

    private long trimLog() {
        try {
            if (Files.exists(log) && Files.size(log) > MAX_LOG_BYTES) {
                Files.delete(log);
            }
            if (!Files.exists(log)) {
                Files.createFile(log);
            }
            return Files.size(log);
        } catch (IOException e) {
            throw new InfraException("Cannot write " + log + ": " + e.getMessage() + ".", e);
        }
    }

    /** What the server wrote last before it gave up, the line that says it is fatal if there is one. */
    private String reason(long from) {
        try {
            byte[] bytes = Files.readAllBytes(log);
            int start = (int) Math.min(from, bytes.length);
            List<String> lines = new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.stream()
                    .filter(line -> line.contains("FATAL:") || line.contains("PANIC:"))
                    .findFirst()
                    .map(line -> line.replaceFirst("^.*?(FATAL|PANIC):\\s*", ""))
                    .orElse(lines.isEmpty() ? "it wrote nothing" : lines.get(lines.size() - 1));
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new InfraException("No free port on 127.0.0.1 for the embedded database: " + e.getMessage() + ".", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("Interrupted while the embedded database started.", e);
        }
    }
}
