package org.kpulse.harness.benchmark;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A parameter of a benchmark, put into its shell lines for {@code {name}}. Values are plain words, so that none can change the
 * meaning of a shell line.
 *
 * @param name lower-case letters, digits and underscores
 * @param description what it sets, with its unit
 * @param defaultValue used unless a suite says otherwise
 * @param allowed the only values it may have
 */
public record Parameter(String name, String description, PerKind<String> defaultValue, List<String> allowed) {

    /** What a value may look like: never an option, a quote, a blank or anything else that means something to a shell. */
    static final Pattern VALUE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

    static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,31}");

    public Parameter {
        allowed = List.copyOf(allowed);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a parameter name: " + name);
        }
        for (String each : allowed) {
            if (!VALUE.matcher(each).matches()) {
                throw new IllegalArgumentException("value of parameter " + name + " is not a plain word: " + each);
            }
        }
        if (!allowed.contains(defaultValue.time()) || !allowed.contains(defaultValue.instructions())) {
            throw new IllegalArgumentException("default of parameter " + name + " is not among its allowed values");
        }
    }
}
