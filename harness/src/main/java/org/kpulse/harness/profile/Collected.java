package org.kpulse.harness.profile;

/**
 * What was seen of one run beside its samples, by a {@link Collector} or by the machine. Each kind has a store format of its own, written in the run's transaction, and a view of
 * its own in {@code runs show}; a new collector adds itself here, and the compiler then names both places.
 */
public sealed interface Collected permits RunProfile, CrashDump {}
