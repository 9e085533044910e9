package org.kpulse.analysis.profile;

import java.util.OptionalDouble;

/**
 * All functions of a file or subsystem together.
 *
 * @param name the file or subsystem; empty for those of which neither is known
 * @param difference instructions an iteration (or unit of work), candidate minus base, over all its functions
 * @param share part of the difference of the phase's total; empty if that cannot be told from 0
 * @param functions how many of its functions were executed on either side
 * @param named how many of them changed beyond what seeds vary
 */
public record GroupChange(String name, double difference, OptionalDouble share, int functions, int named) {}
