package org.kpulse.harness.benchmark;

import java.util.Objects;
import org.kpulse.harness.platform.Platform;

/**
 * A setting that may differ between platforms that measure time and those that count instructions. Values of a metric are
 * comparable only within one platform, so that the work may differ between them.
 *
 * @param time on platforms of kind {@code time}
 * @param instructions on platforms of kind {@code instructions}
 */
public record PerKind<T>(T time, T instructions) {

    public PerKind {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(instructions, "instructions");
    }

    /** The same on both kinds. */
    public static <T> PerKind<T> both(T value) {
        return new PerKind<>(value, value);
    }

    /** The value on platforms of this kind. */
    public T on(Platform.Kind kind) {
        return kind == Platform.Kind.TIME ? time : instructions;
    }
}
