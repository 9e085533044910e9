package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.InfraException;

/** The release of the machine's distribution. */
public final class HostRelease {

    private static final Pattern CODENAME = Pattern.compile("(?m)^VERSION_CODENAME=\"?([a-z0-9-]+)\"?$");

    private HostRelease() {}

    /** {@code VERSION_CODENAME} of {@code /etc/os-release}, for example {@code bookworm}. */
    public static String suite() {
        return suite(Path.of("/etc/os-release"));
    }

    static String suite(Path osRelease) {
        try {
            Matcher matcher = CODENAME.matcher(Files.readString(osRelease));
            if (matcher.find()) {
                return matcher.group(1);
            }
        } catch (IOException e) {
            throw new InfraException("Cannot read " + osRelease + ": " + e.getMessage() + ".", e);
        }
        throw new InfraException(osRelease + " names no release; guest images are built on Debian or Ubuntu.");
    }
}
