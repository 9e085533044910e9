package org.kpulse.harness.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.kpulse.harness.fault.InfraException;

/**
 * Runs one program to its end with a time limit. The child and its descendants are dead when {@link #run} returns, whether it
 * ended, ran out of time or the calling thread was interrupted. Standard input is empty unless it is fed; locale is {@code C}.
 *
 * @param command program and arguments; no shell
 * @param directory working directory
 * @param environment added to the inherited one
 * @param limit how long it may take
 */
public record Subprocess(List<String> command, Path directory, Map<String, String> environment, Duration limit) {

    private static final int MAX_OUTPUT_BYTES = 64 << 20;
    private static final Duration POLL = Duration.ofMillis(250);
    private static final Duration OUTPUT_GRACE = Duration.ofSeconds(10);

    public Subprocess {
        command = List.copyOf(command);
        environment = Map.copyOf(new TreeMap<>(environment));
        if (command.isEmpty()) {
            throw new IllegalArgumentException("empty command");
        }
    }

    /** A program without arguments of its own environment, run in the root directory. */
    public static Subprocess of(Duration limit, String... command) {
        return new Subprocess(List.of(command), Path.of("/"), Map.of(), limit);
    }

    /**
     * What a program left behind.
     *
     * @param exitCode its exit code, 128 + n when signal n ended it
     * @param out standard output, UTF-8, at most 64 MiB
     * @param err standard error, likewise
     */
    public record Result(int exitCode, String out, String err) {

        /** Last non-empty line of standard error, or of standard output, for one-line messages. */
        public String lastLine() {
            String text = err.isBlank() ? out : err;
            return text.strip().lines().reduce((a, b) -> b).orElse("no output").strip();
        }
    }

    /** Looks at a program while it runs; whatever it throws ends the program and is thrown on. */
    @FunctionalInterface
    public interface Watch {
        void look(ProcessHandle process);
    }

    /** Writes what a program reads from its standard input; whatever it throws ends the program and is thrown on. */
    @FunctionalInterface
    public interface Input {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The same as {@link #run()} with something to read, written by another thread. */
    public Result feed(Input input) {
        return run(POLL, process -> {}, Optional.of(input));
    }

    /** Runs the program and returns whatever its exit code is. Throws {@link InfraException} when it cannot be started or is late. */
    public Result run() {
        return run(limit, process -> {});
    }

    /** The same, looked at four times a second. */
    public Result run(Watch watch) {
        return run(POLL, watch);
    }

    private Result run(Duration poll, Watch watch) {
        return run(poll, watch, Optional.empty());
    }

    private Result run(Duration poll, Watch watch, Optional<Input> input) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
            if (input.isEmpty()) {
                process.getOutputStream().close();
            }
        } catch (IOException e) {
            throw new InfraException("Cannot start " + command.get(0) + ": " + e.getMessage() + ".", e);
        }
        try {
            long until = System.nanoTime() + limit.toNanos();
            CompletableFuture<Void> fed = input.map(text -> CompletableFuture.runAsync(() -> write(text, process)))
                    .orElse(CompletableFuture.completedFuture(null));
            CompletableFuture<String> out = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            CompletableFuture<String> err = CompletableFuture.supplyAsync(() -> read(process.getErrorStream()));
            while (!process.waitFor(poll.toMillis(), TimeUnit.MILLISECONDS) && System.nanoTime() < until) {
                watch.look(process.toHandle());
                rethrow(fed);
            }
            fed.handle((done, failure) -> true).get(OUTPUT_GRACE.toMillis(), TimeUnit.MILLISECONDS);
            rethrow(fed);
            if (process.isAlive()) {
                throw new InfraException(String.format(
                        Locale.ROOT, "%s took longer than %d s and was stopped.", command.get(0), limit.toSeconds()));
            }
            long end = System.nanoTime() + Math.min(OUTPUT_GRACE.toNanos(), Math.max(0, until - System.nanoTime()));
            return new Result(process.exitValue(), rest(out, end), rest(err, end));
        } catch (ExecutionException | TimeoutException e) {
            throw new InfraException(command.get(0) + " ended, but what it was to read has no end.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException(command.get(0) + " was interrupted.", e);
        } finally {
            killTree(process.toHandle());
        }
    }

    private static void write(Input input, Process process) {
        try (OutputStream out = process.getOutputStream()) {
            input.writeTo(out);
        } catch (IOException e) {
            boolean readsNoMore = String.valueOf(e.getMessage()).matches("Broken pipe|Stream closed");
            if (!readsNoMore) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What the input itself could not give; a program that reads no more is no failure of the input. */
    private static void rethrow(CompletableFuture<Void> fed) {
        if (fed.isCompletedExceptionally()) {
            try {
                fed.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw e;
            }
        }
    }

    /** What a stream held; a program that stays in the background must not keep it open. */
    private String rest(CompletableFuture<String> stream, long end) throws InterruptedException {
        try {
            return stream.get(Math.max(100_000_000, end - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new InfraException(command.get(0) + " ended, but a program it left behind keeps its output open.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** Runs the program; any exit code but 0 is an {@link InfraException} with its last line. */
    public Result runOrThrow() {
        Result result = run();
        if (result.exitCode() != 0) {
            throw new InfraException(String.format(
                    Locale.ROOT,
                    "%s failed with exit code %d: %s",
                    command.get(0),
                    result.exitCode(),
                    result.lastLine()));
        }
        return result;
    }

    /** Kills a process and all its descendants at once. */
    public static void killTree(ProcessHandle process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static String read(InputStream stream) {
        try (stream) {
            byte[] bytes = stream.readNBytes(MAX_OUTPUT_BYTES);
            stream.transferTo(OutputStream.nullOutputStream());
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
