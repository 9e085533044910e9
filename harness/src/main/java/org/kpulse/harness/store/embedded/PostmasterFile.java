package org.kpulse.harness.store.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;

/**
 * What {@code postmaster.pid} in a data directory says. Its format: one value a line, {@code LOCK_FILE_LINE_*} in
 * PostgreSQL's {@code src/include/utils/pidfile.h}.
 *
 * @param pid process id of the server
 * @param port TCP port, 0 while the server has not written it yet
 * @param status {@code starting}, {@code ready}, {@code stopping} or {@code standby}; empty while not written yet
 */
record PostmasterFile(long pid, int port, String status) {

    static final String NAME = "postmaster.pid";

    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** The file of this data directory; empty when there is none or it is damaged so that no process id can be read. */
    static Optional<PostmasterFile> read(Path data) {
        try {
            return parse(Files.readAllLines(data.resolve(NAME), StandardCharsets.ISO_8859_1));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new InfraException("Cannot read " + data.resolve(NAME) + ": " + e.getMessage() + ".", e);
        }
    }

    /** The file with these lines; empty when its first line is no process id. */
    static Optional<PostmasterFile> parse(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        long pid = number(lines.get(0));
        int port = lines.size() > PORT_LINE ? (int) number(lines.get(PORT_LINE)) : 0;
        String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
        return pid <= 0 ? Optional.empty() : Optional.of(new PostmasterFile(pid, port, status));
    }

    boolean ready() {
        return status.equals("ready") && port > 0;
    }

    private static long number(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
