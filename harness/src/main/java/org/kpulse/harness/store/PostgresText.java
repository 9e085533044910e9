package org.kpulse.harness.store;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.stream.Collectors;

/** Values in the forms PostgreSQL takes. */
final class PostgresText {

    private PostgresText() {}

    /** Text that PostgreSQL can hold: NUL and half surrogates, which a console may well print, become a replacement character. */
    static String storable(String text) {
        ByteBuffer utf8 = StandardCharsets.UTF_8.encode(CharBuffer.wrap(text.replace('\0', '\uFFFD')));
        return StandardCharsets.UTF_8.decode(utf8).toString();
    }

    /** An array literal of these ids, for {@code = ANY (?::bigint[])}. */
    static String array(Collection<Long> ids) {
        return ids.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** An instant as the driver takes it for {@code timestamptz}. */
    static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
