package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;

class PatienceTest {

    private final List<Long> pauses = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private final Patience patience = new Patience(
            clock,
            pause -> {
                pauses.add(pause.toMillis());
                now = now.plus(pause);
            },
            Duration.ofSeconds(10));

    private static RuntimeException away() {
        return new IllegalStateException(new SQLException("Connection refused.", "08001"));
    }

    @Test
    void aDatabaseThatIsAwayIsTriedAgainWithGrowingPausesUntilTimeIsUp() {
        assertThatThrownBy(() -> patience.await("postgresql://db/kpulse", () -> {
                    throw away();
                }))
                .isInstanceOf(InfraException.class)
                .hasMessage("Cannot reach the database at postgresql://db/kpulse after 6 s: Connection refused.");
        assertThat(pauses).containsExactly(100L, 200L, 400L, 800L, 1600L, 3200L);
    }

    @Test
    void aDatabaseThatComesBackIsUsed() {
        AtomicInteger tries = new AtomicInteger();
        String result = patience.await("x", () -> {
            if (tries.incrementAndGet() < 3) {
                throw away();
            }
            return "there";
        });
        assertThat(result).isEqualTo("there");
        assertThat(pauses).hasSize(2);
    }

    @Test
    void anyOtherFailureGoesThroughAtOnce() {
        assertThatThrownBy(() -> patience.await("x", () -> {
                    throw new IllegalStateException(new SQLException("syntax", "42601"));
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anUrlWithSecretsOrOfAnotherDatabaseIsRefused() {
        assertThat(DatabaseSettings.external("postgresql://h:5432/kpulse?sslmode=require", "u", "p")
                        .url())
                .contains("jdbc:postgresql://h:5432/kpulse?sslmode=require");
        assertThatThrownBy(() -> DatabaseSettings.external("postgresql://u:secret@h/kpulse", "u", "p"))
                .isInstanceOf(UsageException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> DatabaseSettings.external("jdbc:mysql://h/kpulse", "u", "p"))
                .isInstanceOf(UsageException.class);
        assertThat(DatabaseSettings.external("jdbc:postgresql://h/kpulse?password=secret", "u", "secret")
                        .toString())
                .isEqualTo("database postgresql://h/kpulse");
    }
}
