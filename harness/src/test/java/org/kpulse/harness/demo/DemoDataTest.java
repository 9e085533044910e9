package org.kpulse.harness.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;

@ExtendWith(PostgresExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoDataTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-01T12:00:00Z"), ZoneOffset.UTC);
    private static final DemoSize SIZE = new DemoSize(60, 60, 2, 3, 7);

    private final Database database;

    DemoDataTest(Database database) {
        this.database = database;
    }

    private long count(String sql) {
        return database.read(jdbc -> jdbc.sql(sql).query(Long.class).single());
    }

    @Test
    @Order(1)
    void aKillInTheMiddleLeavesNothing() {
        Progress killed = new Progress() {
            @Override
            public void step(String message) {}

            @Override
            public void warn(String message) {}

            @Override
            public void of(long done, long total, String message) {
                throw new IllegalStateException("killed after " + done);
            }
        };

        assertThatThrownBy(() -> new DemoData(database, SIZE, CLOCK).write(killed))
                .hasMessage("killed after 50");

        assertThat(count("SELECT count(*) FROM kernel")).isZero();
        assertThat(count("SELECT count(*) FROM benchmark")).isZero();
    }

    @Test
    @Order(2)
    void everythingIsThereAndJudgedByTheRealRules() {
        new DemoData(database, SIZE, CLOCK).write(Progress.silent());

        assertThat(count("SELECT count(*) FROM sample"))
                .isEqualTo(SIZE.samples())
                .isEqualTo(60 * 60 * 2 * 3);
        assertThat(count("SELECT count(*) FROM comparison")).isEqualTo(2 * 59 * 2);
        assertThat(count("SELECT count(*) FROM comparison_metric")).isEqualTo(59 * 2 * 60);
        assertThat(count("SELECT count(*) FROM comparison WHERE index_value IS NULL"))
                .isZero();
        assertThat(count("SELECT count(*) FROM comparison_metric WHERE verdict = 'NO_CHANGE'"))
                .isGreaterThan(59 * 60 / 2);
        assertThat(count("SELECT count(*) FROM regression")).isPositive().isEqualTo(count("""
                        SELECT count(DISTINCT candidate_kernel_id) FROM comparison c
                        JOIN comparison_metric m ON m.comparison_id = c.id AND m.verdict = 'REGRESSION'"""));
        assertThat(count("SELECT extract(epoch FROM max(first_seen_at))::bigint FROM kernel"))
                .isEqualTo(CLOCK.instant().getEpochSecond());
    }

    @Test
    @Order(3)
    void aDatabaseWithKernelsIsRefused() {
        assertThatThrownBy(() -> new DemoData(database, SIZE, CLOCK).write(Progress.silent()))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has kernels already");
        assertThat(count("SELECT count(*) FROM kernel")).isEqualTo(60);
    }

    @Test
    @Order(4)
    void whatIsStoredNextGetsANewId() {
        assertThat(count("""
                INSERT INTO kernel (ref, release, architecture, image_sha256)
                VALUES ('x', 'x', 'x86_64', repeat('a', 64)) RETURNING id""")).isEqualTo(61);
    }

    @Test
    void aSizeWithNothingToCompareOrThatWouldFillADiskIsRefused() {
        assertThatThrownBy(() -> new DemoSize(1, 1, 1, 2, 1)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> new DemoSize(2, 1, 1, 1, 1)).hasMessageContaining("--boots");
        assertThatThrownBy(() -> new DemoSize(100_000, 2000, 50, 50, 1)).hasMessageContaining("at most");
    }

    @Test
    void theSameSeedGivesTheSameValuesAndAnotherGivesOthers() {
        List<DemoMetric> metrics = List.of(new DemoMetric(
                1, 0, new org.kpulse.analysis.MetricKey("b", "m"), "s", org.kpulse.analysis.Direction.LOWER_IS_BETTER));

        double first = new DemoWalk(1, metrics, new boolean[1]).boot(0)[0];

        assertThat(new DemoWalk(1, metrics, new boolean[1]).boot(0)[0]).isEqualTo(first);
        assertThat(new DemoWalk(2, metrics, new boolean[1]).boot(0)[0]).isNotEqualTo(first);
    }
}
