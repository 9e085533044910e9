package org.kpulse.harness.kernel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A kernel's configuration: the file {@code .config}. It may be a stranger's, so whatever is no line of printable ASCII that a
 * configuration has is skipped.
 *
 * @param options value of each option that is mentioned, by its name without {@code CONFIG_}: {@code y}, {@code m}, {@code n} for one that
 *     {@code is not set}, a number, or a text without its quotes
 */
public record KernelOptions(SortedMap<String, String> options) {

    private static final Pattern LINE =
            Pattern.compile("CONFIG_([0-9A-Za-z_]{1,200})=([ -~]{0,2000})|# CONFIG_([0-9A-Za-z_]{1,200}) is not set");
    private static final String OFF = "n";

    public KernelOptions {
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
    }

    /**
     * What one option is in two configurations.
     *
     * @param option without {@code CONFIG_}
     * @param base its value there; empty if it is not mentioned, that is, cannot be chosen
     * @param candidate the same of the other
     */
    public record Difference(String option, Optional<String> base, Optional<String> candidate) {}

    /** Reads the file's text. */
    public static KernelOptions parse(String text) {
        SortedMap<String, String> options = new TreeMap<>();
        for (String line : text.lines().toList()) {
            Matcher match = LINE.matcher(line.strip());
            if (!match.matches()) {
                continue;
            }
            if (match.group(1) == null) {
                options.put(match.group(3), OFF);
            } else {
                options.put(match.group(1), bare(match.group(2)));
            }
        }
        return new KernelOptions(options);
    }

    private static String bare(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** Options whose value differs, by name. One that is off here and cannot be chosen there is the same. */
    public List<Difference> differences(KernelOptions candidate) {
        SortedSet<String> names = new TreeSet<>(options.keySet());
        names.addAll(candidate.options.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            if (!effective(options, name).equals(effective(candidate.options, name))) {
                differences.add(new Difference(
                        name,
                        Optional.ofNullable(options.get(name)),
                        Optional.ofNullable(candidate.options.get(name))));
            }
        }
        return differences;
    }

    private static String effective(Map<String, String> options, String name) {
        return options.getOrDefault(name, OFF);
    }
}
