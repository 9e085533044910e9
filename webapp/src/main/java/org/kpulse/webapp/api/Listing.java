package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.server.BadParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * A part of a list, in the order of ids, the newest first.
 *
 * @param items at most as many as were asked for
 * @param next what to ask for as {@code cursor} to go on; null at the end
 */
record Listing<T>(
        List<T> items,

        @Schema(description = "Ask with this as cursor to go on; null at the end.") @Nullable
        String next) {

    static final int MOST = 500;

    private static final String MARK = "before ";

    Listing {
        items = List.copyOf(items);
    }

    /** What is asked for. */
    record Asked(int limit, long before) {

        /**
         * Reads the parameters.
         *
         * @throws BadParameter if one makes no sense
         */
        static Asked of(int limit, String cursor) {
            if (limit < 1 || limit > MOST) {
                throw new BadParameter("limit", "it is from 1 to " + MOST + ", not " + limit + ".");
            }
            return new Asked(limit, cursor.isEmpty() ? Long.MAX_VALUE : before(cursor));
        }

        private static long before(String cursor) {
            try {
                String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
                if (text.startsWith(MARK)) {
                    return Long.parseLong(text.substring(MARK.length()));
                }
            } catch (IllegalArgumentException e) {
                // said below
            }
            throw new BadParameter("cursor", "it is not one that this list gave.");
        }
    }

    /** Of one row more than asked for, if there are as many. */
    static <T> Listing<T> of(Asked asked, List<T> found, ToLongFunction<T> id) {
        List<T> items = found.subList(0, Math.min(asked.limit(), found.size()));
        Optional<String> next = found.size() > asked.limit()
                ? Optional.of(cursor(id.applyAsLong(items.get(items.size() - 1))))
                : Optional.empty();
        return new Listing<>(items, next.orElse(null));
    }

    /** The same with other items. */
    <U> Listing<U> map(Function<T, U> each) {
        return new Listing<>(items.stream().map(each).toList(), next);
    }

    /** As an answer, whose header says where it goes on. */
    ResponseEntity<Listing<T>> answer() {
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok();
        if (next != null) {
            String there = ServletUriComponentsBuilder.fromCurrentRequest()
                    .replaceQueryParam("cursor", next)
                    .build()
                    .toUriString();
            answer.header(HttpHeaders.LINK, "<" + there + ">; rel=\"next\"");
        }
        return answer.body(this);
    }

    private static String cursor(long before) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((MARK + before).getBytes(StandardCharsets.US_ASCII));
    }
}
