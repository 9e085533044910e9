package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

class RowLocksTest {

    @TempDir
    private static Path home;

    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(DatabaseSettings.embedded(), new StateDirectory(home), Progress.silent());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private static RowLocks locks() {
        return new RowLocks(database, RowLocks.Kind.BISECTION);
    }

    private static boolean isTaken(long id) {
        return RowLocks.isTaken(database, RowLocks.Kind.BISECTION, id);
    }

    @Test
    void oneHasTheRightUntilItGivesItBack() {
        try (RowLocks other = locks()) {
            try (RowLocks one = locks()) {
                assertThat(one.tryTake(1)).isTrue();
                assertThat(one.tryTake(1)).isTrue();
                assertThat(one.tryTake(2)).isTrue();
                assertThat(other.tryTake(1)).isFalse();
                assertThat(other.tryTake(3)).isTrue();
                assertThat(isTaken(1)).isTrue();
                assertThat(isTaken(4)).isFalse();
            }
            assertThat(isTaken(1)).isFalse();
            assertThat(isTaken(3)).isTrue();
            assertThat(other.tryTake(1)).isTrue();
        }
        assertThat(isTaken(3)).isFalse();
    }

    @Test
    void whatTheServerForgotIsTakenAnew() {
        try (RowLocks one = locks()) {
            assertThat(one.tryTake(7)).isTrue();
            database.read(jdbc -> jdbc.sql("""
                            SELECT count(pg_terminate_backend(pid)) FROM pg_locks WHERE locktype = 'advisory' AND objid = 7""").query(Long.class).single());

            assertThat(one.tryTake(7)).isTrue();
            assertThat(isTaken(7)).isTrue();
        }
    }
}
