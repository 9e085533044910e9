package org.kpulse.harness.tests;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.kpulse.harness.benchmark.TestSet;

/** Names of results from what strangers call their tests: as {@link TestSet#isName} wants them, each once. Not thread-safe. */
final class ResultNames {

    private static final String NAMELESS = "test";

    private final Map<String, Integer> given = new HashMap<>();

    /** The name of the next test that is called so: what may not be in a name is a dash, a second one of the name ends with {@code .2}. */
    String of(String called) {
        String name = clean(called);
        String unique = name;
        while (given.containsKey(unique)) {
            String number = "." + given.merge(name, 1, Integer::sum);
            unique = cut(name, TestSet.MOST_NAME - number.length()) + number;
        }
        given.put(unique, 1);
        return unique;
    }

    private static String clean(String called) {
        String name = Arrays.stream(called.split("/"))
                .map(part -> part.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[^A-Za-z0-9]+|-+$", ""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("/"));
        return name.isEmpty() ? NAMELESS : cut(name, TestSet.MOST_NAME);
    }

    private static String cut(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most).replaceAll("/$", "");
    }
}
