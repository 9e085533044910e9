package org.kpulse.webapp.server;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What somebody gives along so that the same thing sent twice is done once. */
public record IdempotencyKey(String text) {

    /** The header that programs send it in. */
    public static final String HEADER = "Idempotency-Key";

    public IdempotencyKey {
        if (!text.matches("[!-~]{1,200}")) {
            throw new BadParameter(HEADER, "it is of 1 to 200 visible ASCII characters.");
        }
    }

    /** One that nobody used. */
    public static IdempotencyKey fresh() {
        return new IdempotencyKey(UUID.randomUUID().toString());
    }

    /** The one given; a fresh one if none was. */
    public static IdempotencyKey orFresh(@Nullable String given) {
        return given == null ? fresh() : new IdempotencyKey(given);
    }
}
