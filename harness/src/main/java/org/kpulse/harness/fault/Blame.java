package org.kpulse.harness.fault;

/** The two sides a fault can be on, as stored in the database and printed in JSON (in lower case). */
public enum Blame {
    /** The kernel under test. */
    KERNEL,
    /** Kpulse, its machines or its recipes. */
    OURS
}
