package org.kpulse.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.InfraException;

/** What the database itself refuses, whoever asks it to. */
@ExtendWith(PostgresExtension.class)
class SchemaRulesTest {

    private final Database database;

    SchemaRulesTest(Database database) {
        this.database = database;
    }

    private void sql(String sql) {
        database.write(jdbc -> jdbc.sql(sql).update());
    }

    @ParameterizedTest
    @ValueSource(strings = {"platform", "benchmark", "metric", "suite", "suite_benchmark"})
    void tablesOfSomeRowsThatAllQueriesJoinAreAnalysedAfterOneChange(String table) {
        List<String> options = database.read(
                jdbc -> jdbc.sql("SELECT unnest(reloptions) FROM pg_class WHERE oid = CAST(? AS regclass)")
                        .param(table)
                        .query(String.class)
                        .list());
        assertThat(options).contains("autovacuum_analyze_threshold=1", "autovacuum_analyze_scale_factor=0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARRAY['NaN'::float8]", "ARRAY['Infinity'::float8]", "ARRAY[-1.0::float8]", "ARRAY[1, 'NaN'::float8]",
                "ARRAY[1, NULL]::float8[]", "ARRAY[]::float8[]", "'[0:0]={1}'::float8[]", "ARRAY[[1.0::float8]]"
            })
    void badSamplesAreRefused(String samples) {
        StoreFixture fixture = StoreFixture.in(database, 'b', 1);
        long job = fixture.experiment("{}").get(0).id();
        long run = new RunStore(database).save(fixture.finished(job, 0, 0));
        String insert = "INSERT INTO run_metric SELECT " + run + ", max(id), 1, 1, 0, 1, 1, ";
        assertThatThrownBy(() -> sql(insert + samples + " FROM metric")).isInstanceOf(InfraException.class);
        sql(insert + "ARRAY[1.0] FROM metric");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE run SET state = 'INFRA_FAILED'",
                "DELETE FROM run",
                "DELETE FROM step",
                "UPDATE run_metric SET mean = 1",
                "TRUNCATE run_metric",
                "UPDATE comparison SET rule_version = 'x'",
                "DELETE FROM comparison_metric",
                "UPDATE comparison_metric SET verdict = 'NO_CHANGE'",
                "DELETE FROM baseline",
                "DELETE FROM crash",
                "DELETE FROM sighting",
                "UPDATE sighting SET line = 'x'",
                "UPDATE crash SET signature = 'x'",
                "INSERT INTO kernel (ref, release, architecture, image_sha256) VALUES ('a', 'b', 'x86_64', 'short')",
                "INSERT INTO kernel (ref, release, architecture, image_sha256) VALUES ('a', 'b', 'vax', repeat('a', 64))",
                "INSERT INTO job (kernel_id, platform_id, suite_id, boots_wanted) VALUES (-1, -1, -1, 1)"
            })
    void whatBreaksARuleIsRefused(String change) {
        assertThatThrownBy(() -> sql(change)).isInstanceOf(InfraException.class).hasMessageContaining("refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'FINISHED', 'KERNEL', 'PANIC', 'x'", "'FINISHED', NULL, 'PANIC', NULL",
                        "'KERNEL_FAILED', 'OURS', 'PANIC', 'x'",
                "'KERNEL_FAILED', NULL, NULL, NULL", "'INFRA_FAILED', 'KERNEL', 'DISK_FULL', 'x'",
                        "'ELSE', NULL, NULL, NULL"
            })
    void aStateThatDoesNotAgreeWithItsFaultIsRefused(String stateAndFault) {
        long job = StoreFixture.in(database, 'c', 1).experiment("{}").get(0).id();
        assertThatThrownBy(() -> sql("INSERT INTO run OVERRIDING SYSTEM VALUE SELECT 1000000, " + job
                        + ", 0, 0, 1, NULL, " + stateAndFault
                        + ", now(), 1, 1, 2, '', '', '', '', 0, 0, '', '', '', NULL, '', '{}', ''"))
                .hasMessageContaining("run_state_agrees_with_fault");
    }

    @Test
    void samplesOfAnUnfinishedRunAreRefused() {
        StoreFixture fixture = StoreFixture.in(database, 'd', 1);
        long job = fixture.experiment("{}").get(0).id();
        sql("INSERT INTO run OVERRIDING SYSTEM VALUE SELECT 2000000, " + job
                + ", 0, 0, 1, NULL, 'INFRA_FAILED', 'OURS', 'DISK_FULL', 'x'"
                + ", now(), 1, 1, 2, '', '', '', '', 0, 0, '', '', '', NULL, '', '{}', ''");
        assertThatThrownBy(() ->
                        sql("INSERT INTO run_metric SELECT 2000000, max(id), 1, 1, 0, 1, 1, ARRAY[1.0] FROM metric"))
                .hasMessageContaining("run 2000000 did not finish");
    }

    @Test
    void everyTableSaysWhatItIs() {
        List<String> silent =
                database.read(jdbc -> jdbc.sql("""
                        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'v')
                        AND obj_description(oid, 'pg_class') IS NULL AND relname <> 'flyway_schema_history'""").query(String.class).list());
        assertThat(silent).isEmpty();
    }

    @Test
    void aNewerSchemaIsRefusedAndAnEqualOneIsLeftAlone(Database database) {
        DatabaseSettings settings = new DatabaseSettings(
                Optional.of(database.url()), database.user(), database.password(), Duration.ofSeconds(5));
        PostgresExtension.reopen(settings).close();
        sql("UPDATE schema_fingerprint SET migrations_sha256 = repeat('0', 64)");
        PostgresExtension.reopen(settings).close();
        sql("UPDATE schema_fingerprint SET migrations_sha256 = repeat('0', 64)");
        sql(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, installed_by, execution_time, success)"
                        + " VALUES (999, '999', 'later', 'SQL', 'V999__later.sql', 'x', 1, true)");
        try {
            assertThatThrownBy(() -> PostgresExtension.reopen(settings))
                    .isInstanceOf(InfraException.class)
                    .hasMessageStartingWith("The database has schema version 999 and this Kpulse knows only ");
        } finally {
            sql("DELETE FROM flyway_schema_history WHERE version = '999'");
            PostgresExtension.reopen(settings).close();
        }
    }
}
