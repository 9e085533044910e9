package org.kpulse.harness.store.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Subprocess;

/**
 * As whom PostgreSQL's programs run; they refuse to run as root. An ordinary user runs them directly. Root runs them in a user
 * namespace of their own ({@code unshare -U}: same owner on disk, no privilege); where namespaces are forbidden (most
 * containers), as the unprivileged account {@code postgres}, else {@code nobody}, which must then be able to reach the state directory.
 *
 * @param prefix what stands before the program's own command, empty for an ordinary user
 * @param owner user name or id that the data must belong to
 */
record ServerAccount(List<String> prefix, String owner) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** The account that works on this machine for a server below {@code directory}. One clear sentence when none does. */
    static ServerAccount of(Path directory) {
        String me = currentUser(directory);
        if (!me.equals("root")) {
            return new ServerAccount(List.of(), me);
        }
        if (succeeds("unshare", "-U", "true")) {
            return new ServerAccount(List.of("unshare", "-U"), "root");
        }
        return unprivileged(directory)
                .orElseThrow(() ->
                        new InfraException("PostgreSQL does not run as root, this machine forbids user namespaces, and"
                                + " no unprivileged account (postgres, nobody) can reach " + directory
                                + ": run kpulse as an ordinary user, or set KPULSE_HOME to a directory every account can enter such as"
                                + " /var/lib/kpulse, or set database.url to a PostgreSQL server of yours."));
    }

    static Optional<ServerAccount> unprivileged(Path directory) {
        for (String name : List.of("postgres", "nobody")) {
            List<String> prefix = List.of(
                    "setpriv",
                    "--reuid=" + name,
                    "--clear-groups",
                    "--regid=65534",
                    "--inh-caps=-all",
                    "--no-new-privs");
            if (succeeds(command(prefix, "test", "-x", directory.toString()).toArray(String[]::new))) {
                return Optional.of(new ServerAccount(prefix, name));
            }
        }
        return Optional.empty();
    }

    /** A program of PostgreSQL, run to its end as this account. */
    Subprocess program(Path directory, Duration limit, String... program) {
        return new Subprocess(command(prefix, program), directory, Map.of(), limit);
    }

    /** Gives a directory and all in it to this account, where it belongs to another (a change of account between two starts). */
    void own(Path directory) {
        try {
            if (!Files.getOwner(directory).getName().equals(owner)) {
                Subprocess.of(LIMIT, "chown", "-R", owner, directory.toString()).runOrThrow();
            }
        } catch (IOException e) {
            throw new InfraException("Cannot see who owns " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private static String currentUser(Path directory) {
        try {
            Path probe = Files.createTempFile(directory, "owner", ".tmp");
            try {
                return Files.getOwner(probe).getName();
            } finally {
                Files.delete(probe);
            }
        } catch (IOException e) {
            throw new InfraException("Cannot write to " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    private static boolean succeeds(String... command) {
        try {
            return Subprocess.of(LIMIT, command).run().exitCode() == 0;
        } catch (InfraException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return false;
        }
    }

    private static List<String> command(List<String> prefix, String... program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(program));
        return command;
    }
}
