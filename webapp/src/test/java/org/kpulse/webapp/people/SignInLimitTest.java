package org.kpulse.webapp.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SignInLimitTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    private final SignInLimit limit = new SignInLimit(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    private void fail(int times, String name, String address) {
        for (int i = 0; i < times; i++) {
            limit.failed(name, address);
        }
    }

    @Test
    void aNameIsClosedAfterFiveWrongPasswordsFromAnywhereAndOpensAgain() {
        fail(4, "ada", "1.1.1.1");
        assertThat(limit.isReached("ada", "9.9.9.9")).isFalse();
        fail(1, "ada", "2.2.2.2");
        assertThat(limit.isReached("ada", "9.9.9.9")).isTrue();
        assertThat(limit.isReached("bob", "1.1.1.1")).isFalse();

        now = now.plus(SignInLimit.WINDOW).plus(Duration.ofSeconds(1));
        assertThat(limit.isReached("ada", "9.9.9.9")).isFalse();
    }

    @Test
    void anAddressThatTriesManyNamesIsClosed() {
        for (int i = 0; i < 30; i++) {
            limit.failed("name" + i, "1.1.1.1");
        }

        assertThat(limit.isReached("another", "1.1.1.1")).isTrue();
        assertThat(limit.isReached("another", "2.2.2.2")).isFalse();
    }

    @Test
    void whoSignsInStartsAnew() {
        fail(4, "ada", "1.1.1.1");
        limit.succeeded("ada");
        fail(4, "ada", "1.1.1.1");

        assertThat(limit.isReached("ada", "1.1.1.1")).isFalse();
    }
}
