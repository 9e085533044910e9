package org.kpulse.harness.sources;

import java.time.Duration;
import org.kpulse.harness.progress.Progress;

/** A place where new kernels appear: a list of releases, a git tree, a package archive. */
public interface Source {

    /** Its name, as people write it and tables keep it: {@code kernel.org}, {@code debian}, {@code git:linus}. */
    String name();

    /** Where it is, for people. */
    String place();

    /** How often to found. */
    Duration interval();

    /**
     * Looks once.
     *
     * @param memory what the last good poll left, empty the first time
     * @throws PollFailed when it could not be; {@link org.kpulse.harness.fault.KpulseException} too means that
     */
    Found poll(String memory, Progress progress) throws PollFailed;
}
