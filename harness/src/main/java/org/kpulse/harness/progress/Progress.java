package org.kpulse.harness.progress;

/** Tells a person what is being done. Implementations print to standard error; {@link #silent()} prints nothing. */
public interface Progress {

    /** A step has begun or something worth a line has happened, for example {@code "guest image: installing 14 packages"}. */
    void step(String message);

    /** Something the user should know and act on, printed even when progress is off. */
    void warn(String message);

    /** Shows {@code done} of {@code total} of the current step (a bar on a terminal, nothing when piped). */
    void of(long done, long total, String message);

    /** Prints nothing. */
    static Progress silent() {
        return new Progress() {
            @Override
            public void step(String message) {}

            @Override
            public void warn(String message) {}

            @Override
            public void of(long done, long total, String message) {}
        };
    }
}
