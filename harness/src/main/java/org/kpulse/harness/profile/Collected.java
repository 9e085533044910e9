package org.kpulse.harness.profile;

/**
 * What a {@link Collector} saw of one run. Each kind has a store format of its own, written in the run's transaction, and a view of
 * its own in {@code runs show}; a new collector adds itself here, and the compiler then names both places.
 */
public sealed interface Collected permits RunProfile {}
