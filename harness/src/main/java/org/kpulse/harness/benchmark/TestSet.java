package org.kpulse.harness.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;

/**
 * What makes a recipe a test set: it gives a result for each test instead of samples.
 *
 * @param source where its programs come from; in the guest they are in {@code /kpulse/bin/<name>/}
 * @param format how its results are told
 * @param limitSeconds time that each program of a foreign set has, guest seconds
 * @param skip programs of a foreign set that are not run, each with why
 */
public record TestSet(TestSource source, TestFormat format, int limitSeconds, Map<String, String> skip) {

    public TestSet {
        skip = Map.copyOf(skip);
    }

    /** In the recipe's command, where a test's name goes when that test alone is run; nothing when all are. */
    public static final String PLACEHOLDER = "test";

    /** The program that runs the programs of a foreign set, {@code /kpulse/bin/<this>}. */
    public static final String RUNNER = "run-programs";

    /** File beside the programs: a line for each that is not run, its name and why. */
    public static final String SKIP = "skip";

    private static final String CATALOGUE = "catalogue";
    /** Most characters of a test's name. */
    public static final int MOST_NAME = 100;

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";

    /** Whether a test may be called so: plain words with slashes between, which mean nothing to a shell. */
    public static boolean isName(String text) {
        return text.length() <= MOST_NAME && text.matches(NAME);
    }

    /** What the guest runs for a foreign set of this name, with {@link #PLACEHOLDER} for a test that is run alone. */
    String command(String name) {
        return "/kpulse/bin/" + RUNNER + " /kpulse/bin/" + name + " " + limitSeconds + " {" + PLACEHOLDER + "}";
    }

    /**
     * Names of its tests, by its catalogue: a line each, with what is expected after the name; {@code #} begins a comment. Empty for a
     * foreign set, whose programs alone know what they test.
     */
    public Optional<List<String>> names() {
        if (format.isForeign() || !(source instanceof TestSource.Folder folder)) {
            return Optional.empty();
        }
        Path catalogue = folder.path().resolve(CATALOGUE);
        try {
            return Optional.of(Files.readString(catalogue)
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 1 && !words[0].startsWith("#") && !words[1].equals("HELPER"))
                    .map(words -> words[0])
                    .distinct()
                    .toList());
        } catch (IOException e) {
            throw new InfraException("Cannot read the tests' catalogue " + catalogue + ": " + e.getMessage() + ".", e);
        }
    }
}
