package org.kpulse.analysis.profile;

import java.util.Optional;

/**
 * The difference of one function, named or not.
 *
 * @param name of the function
 * @param difference instructions an iteration (or unit of work), candidate minus base
 * @param named whether it is among the changes
 * @param file source file, where known
 */
public record FunctionDifference(String name, double difference, boolean named, Optional<String> file) {}
