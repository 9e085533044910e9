package org.kpulse.analysis.profile;

import java.util.Optional;

/** Where functions are defined, as far as somebody knows. */
@FunctionalInterface
public interface FunctionPlaces {

    /** Knows no file. */
    FunctionPlaces NOWHERE = function -> Optional.empty();

    /**
     * The source file, relative to the kernel's top and with forward slashes, such as {@code fs/pipe.c}.
     *
     * @param function its name; functions of modules end in {@code " [module]"}
     */
    Optional<String> file(String function);
}
