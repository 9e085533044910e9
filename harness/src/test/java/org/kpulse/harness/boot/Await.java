package org.kpulse.harness.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what another process does. The limit only ends a test that would hang. */
final class Await {

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Await() {}

    static void until(String what, BooleanSupplier condition) {
        Await.<Boolean>present(what, () -> Optional.of(condition.getAsBoolean()).filter(b -> b));
    }

    static <T> T present(String what, Supplier<Optional<T>> value) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            Optional<T> found = value.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** What a file holds now, empty when it is not there. */
    static String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
        } catch (IOException e) {
            return "";
        }
    }
}
