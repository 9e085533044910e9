package org.kpulse.harness.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

class EmbeddedPostgresTest {

    private static final StateDirectory STATE = new StateDirectory(Path.of("target", "test-embedded"));

    /** Another Kpulse process: uses the server until its standard input ends or it is killed. */
    static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws IOException {
            try (EmbeddedPostgres server =
                    EmbeddedPostgres.open(new StateDirectory(Path.of(arguments[0])), Progress.silent())) {
                System.out.println(server.jdbcUrl("postgres"));
                System.in.transferTo(System.out);
            }
        }
    }

    /** A killed test JVM may have left a running server or a damaged one. */
    @BeforeAll
    static void noServerRuns() throws IOException {
        try {
            open().close();
        } catch (InfraException e) {
            PostgresBinaries.delete(STATE.postgres().resolve("data"));
        }
    }

    @BeforeEach
    @AfterEach
    void nothingIsLeftBehind() {
        assertThat(postmaster()).isEmpty();
    }

    private static Optional<Long> postmaster() {
        return PostmasterFile.read(STATE.postgres().resolve("data")).map(PostmasterFile::pid);
    }

    private static EmbeddedPostgres open() {
        return EmbeddedPostgres.open(STATE, Progress.silent());
    }

    private static void query(EmbeddedPostgres server) throws SQLException {
        try (Connection connection =
                DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), server.password())) {
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void theServerRunsUntilTheLastShareIsGivenBack() throws SQLException {
        EmbeddedPostgres first = open();
        try (EmbeddedPostgres second = open()) {
            first.close();
            first.close();
            query(second);
        }
    }

    @Test
    void otherLocalUsersDoNotGetIn() throws IOException {
        try (EmbeddedPostgres server = open()) {
            assertThatThrownBy(() -> DriverManager.getConnection(server.jdbcUrl("postgres"), server.user(), "wrong")
                            .close())
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
            assertThat(Files.getPosixFilePermissions(STATE.postgres().resolve("password")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
            String url = server.jdbcUrl("postgres");
            assertThat(url).startsWith("jdbc:postgresql://127.0.0.1:");
        }
    }

    @Test
    void theServerHasASessionOfItsOwn() throws IOException {
        try (EmbeddedPostgres server = open()) {
            long pid = postmaster().orElseThrow();
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            assertThat(server.user()).isEqualTo("kpulse");
            assertThat(stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3])
                    .isEqualTo(String.valueOf(pid));
        }
    }

    @Test
    void anotherProcessKeepsTheServerUntilItIsKilled() throws Exception {
        EmbeddedPostgres mine = open();
        Process other = other();
        try {
            mine.close();
            assertThat(postmaster()).isPresent();
        } finally {
            other.destroyForcibly().waitFor();
        }
        try (EmbeddedPostgres next = open()) {
            query(next);
        }
    }

    @Test
    void aProcessThatEndsLastStopsTheServer() throws Exception {
        Process other = other();
        try (EmbeddedPostgres mine = open()) {
            query(mine);
        }
        assertThat(postmaster()).isPresent();
        other.getOutputStream().close();
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aServerThatWasKilledIsRecovered() throws Exception {
        EmbeddedPostgres killed = open();
        ProcessHandle.of(postmaster().orElseThrow()).orElseThrow().destroyForcibly();
        killed.close();
        try (EmbeddedPostgres next = open()) {
            query(next);
        }
    }

    @Test
    void aServerThatWasKilledIsRevivedOnThePortThatItsUsersKnow() throws Exception {
        EmbeddedPostgres server = open();
        try {
            String url = server.jdbcUrl("postgres");
            server.revive();
            ProcessHandle killed = ProcessHandle.of(postmaster().orElseThrow()).orElseThrow();
            killed.destroyForcibly();
            killed.onExit().get();

            revived(server);

            assertThat(server.jdbcUrl("postgres")).isEqualTo(url);
            query(server);
        } finally {
            server.close();
        }
        server.revive();
        assertThat(postmaster()).isEmpty();
    }

    /** Processes of the killed one may still be there for a moment. */
    private static void revived(EmbeddedPostgres server) throws InterruptedException {
        for (int i = 0; i < 50; i++) {
            try {
                server.revive();
                return;
            } catch (InfraException e) {
                assertThat(e).hasMessageContaining("does not start again");
                Thread.sleep(100);
            }
        }
        server.revive();
    }

    @Test
    void aLockFileWhoseProcessIdWentToAnotherProgramDoesNotKeepTheServerDown() throws Exception {
        Path file = STATE.postgres().resolve("data/postmaster.pid");
        Files.write(
                file,
                List.of(String.valueOf(ProcessHandle.current().pid()), "/elsewhere", "1", "5432", "", "", "", "ready"));
        try (EmbeddedPostgres server = open()) {
            query(server);
        }
    }

    @Test
    void whatAKillDuringInitdbLeftIsMadeAnew() throws Exception {
        Path half = Files.createDirectories(STATE.postgres().resolve("data.new/base"));
        Files.writeString(half.resolve("1"), "half");
        Path data = STATE.postgres().resolve("data");
        PostgresBinaries.delete(data);
        try (EmbeddedPostgres server = open()) {
            query(server);
        }
        assertThat(half).doesNotExist();
    }

    @Test
    void dataOfAnotherMajorVersionIsRefused() throws IOException {
        Path version = STATE.postgres().resolve("data/PG_VERSION");
        String good = Files.readString(version);
        Files.writeString(version, "12\n");
        try {
            assertThatThrownBy(EmbeddedPostgresTest::open)
                    .isInstanceOf(InfraException.class)
                    .hasMessageContaining("was written by PostgreSQL 12 and this Kpulse brings PostgreSQL 18");
        } finally {
            Files.writeString(version, good);
        }
    }

    @Test
    void aDamagedServerIsOneSentenceAndLeavesNothing() throws IOException {
        Path control = STATE.postgres().resolve("data/global/pg_control");
        Path aside = STATE.postgres().resolve("pg_control");
        Files.move(control, aside, StandardCopyOption.REPLACE_EXISTING);
        try {
            assertThatThrownBy(EmbeddedPostgresTest::open)
                    .isInstanceOf(InfraException.class)
                    .hasMessageContaining("does not start")
                    .hasMessageContaining("pg_control");
        } finally {
            Files.move(aside, control);
        }
    }

    private static Process other() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        STATE.root().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        assertThat(line).startsWith("jdbc:");
        return process;
    }
}
