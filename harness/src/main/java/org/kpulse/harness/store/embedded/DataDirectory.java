package org.kpulse.harness.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;

/**
 * The data directory of the embedded server: {@code postgres/data}, its password in {@code postgres/password} (mode 0600).
 * It is made under a temporary name and renamed, so that a kill at any point leaves either all of it or none.
 *
 * @param postgres the {@code postgres} directory of the state directory
 */
record DataDirectory(Path postgres) {

    static final String USER = "kpulse";

    private static final Duration LIMIT = Duration.ofMinutes(3);

    Path path() {
        return postgres.resolve("data");
    }

    /** The password of {@link #USER}. */
    String password() {
        try {
            return Files.readString(passwordFile()).strip();
        } catch (IOException e) {
            throw new InfraException(
                    "Cannot read " + passwordFile() + ", which holds the password of the embedded database: " + e + ".",
                    e);
        }
    }

    /** Makes the directory when there is none; refuses the data of another major version. Call it under the start lock only. */
    void create(Path home, ServerAccount account, Progress progress) {
        try {
            if (Files.exists(path())) {
                checkVersion(home, account);
                account.own(path());
                return;
            }
            progress.step("database: creating " + path());
            Path fresh = postgres.resolve("data.new");
            PostgresBinaries.delete(fresh);
            Files.createDirectory(
                    fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            writePassword();
            account.own(fresh);
            initialise(home, account, fresh);
            Files.move(fresh, path());
        } catch (IOException e) {
            throw new InfraException("Cannot create the embedded database in " + postgres + ": " + e + ".", e);
        }
    }

    /** A builtin locale: the order of text never depends on the locales of the machine. */
    private void initialise(Path home, ServerAccount account, Path fresh) {
        account.own(passwordFile());
        Subprocess.Result result = account.program(
                        postgres,
                        LIMIT,
                        home.resolve("bin/initdb").toString(),
                        "--pgdata=" + fresh,
                        "--username=" + USER,
                        "--pwfile=" + passwordFile(),
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8")
                .run();
        if (result.exitCode() != 0) {
            throw new InfraException(
                    "Cannot create the embedded database in " + postgres + ": " + reason(result) + ".");
        }
    }

    /** The first line that names an error: what follows it is initdb's own cleaning up. */
    private static String reason(Subprocess.Result result) {
        return result.err()
                .lines()
                .filter(line -> line.contains("FATAL:") || line.contains("error:") || line.contains("No space left"))
                .findFirst()
                .map(line -> line.replaceFirst("^.*?(FATAL|error):\\s*", ""))
                .orElseGet(result::lastLine);
    }

    private void checkVersion(Path home, ServerAccount account) throws IOException {
        String data = Files.readString(path().resolve("PG_VERSION")).strip();
        Path marker = home.resolve("major-version");
        if (!Files.exists(marker)) {
            String out = account.program(
                            postgres, LIMIT, home.resolve("bin/postgres").toString(), "--version")
                    .runOrThrow()
                    .out();
            Files.writeString(marker, out.replaceFirst("^\\D*(\\d+)[\\s\\S]*$", "$1"));
        }
        String server = Files.readString(marker).strip();
        if (!server.equals(data)) {
            throw new InfraException("The embedded database in " + path() + " was written by PostgreSQL " + data
                    + " and this Kpulse brings PostgreSQL " + server + ": see \"Upgrade\" in docs/database.md.");
        }
    }

    private Path passwordFile() {
        return postgres.resolve("password");
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(passwordFile());
        Files.createFile(
                passwordFile(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passwordFile(), HexFormat.of().formatHex(secret) + "\n", StandardOpenOption.WRITE);
    }
}
