package org.kpulse.harness.crashsuite;

import java.time.Duration;

/**
 * A way to crash a kernel, and what must be found.
 *
 * @param name unique in the catalogue
 * @param cpus processors of the guest
 * @param limit from the command until it is known what happened
 * @param expected class of the crash, or one of the words of {@link Found}
 * @param command for the guest's shell, or {@link #KILL}
 */
public record Trigger(String name, int cpus, Duration limit, String expected, String command) {

    /** In place of a command: the emulator is killed from outside. */
    public static final String KILL = "@kill";

    public Trigger {
        if (!name.matches("[A-Za-z0-9_-]+") || cpus < 1 || cpus > 2 || limit.toSeconds() < 1 || limit.toMinutes() > 5) {
            throw new IllegalArgumentException("trigger " + name + ": " + cpus + " processors, limit " + limit);
        }
    }
}
