package org.kpulse.harness.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.kpulse.harness.fault.InfraException;

/** Files that Kpulse itself brings in its jar. */
public final class OwnFiles {

    private OwnFiles() {}

    /** The text of a file, such as {@code guest/agent.c}. */
    public static String text(String name) {
        try (InputStream stream = OwnFiles.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + name + " of Kpulse itself.", e);
        }
    }
}
