package org.kpulse.harness.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.kpulse.harness.fault.InfraException;

/**
 * What makes a recipe a test set: it gives a result for each test instead of samples.
 *
 * @param folder the source of the tests, with a Makefile that installs them; in the guest its result is {@code /kpulse/bin/<name>/}
 */
public record TestSet(Path folder) {

    /** In the recipe's command, where a test's name goes when that test alone is run; nothing when all are. */
    public static final String PLACEHOLDER = "test";

    private static final String CATALOGUE = "catalogue";
    private static final int MOST_NAME = 100;
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*";

    /** Whether a test may be called so: plain words with slashes between, which mean nothing to a shell. */
    public static boolean isName(String text) {
        return text.length() <= MOST_NAME && text.matches(NAME);
    }

    /** Names of its tests, by its catalogue: a line each, with what is expected after the name; {@code #} begins a comment. */
    public List<String> names() {
        try {
            return Files.readString(folder.resolve(CATALOGUE))
                    .lines()
                    .map(line -> line.strip().split("\\s+"))
                    .filter(words -> words.length > 1 && !words[0].startsWith("#") && !words[1].equals("HELPER"))
                    .map(words -> words[0])
                    .distinct()
                    .toList();
        } catch (IOException e) {
            throw new InfraException(
                    "Cannot read the catalogue of the tests in " + folder + ": " + e.getMessage() + ".", e);
        }
    }
}
