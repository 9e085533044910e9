package org.kpulse.harness.runner;

/** Kpulse's own version; a test compares it with the build's. */
public final class Version {

    /** As in the build. */
    public static final String VERSION = "0.1.0";

    private Version() {}
}
