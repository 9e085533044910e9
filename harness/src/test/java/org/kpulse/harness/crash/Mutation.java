package org.kpulse.harness.crash;

import java.util.Random;

/** A text with some bytes changed, left out, doubled or moved; the same for the same seed. */
public final class Mutation {

    private static final String[] PIECES = {
        "\0",
        "\r",
        "\n",
        "\n\n",
        "\u00ff",
        "  ",
        "# ",
        "    ",
        "ok 1",
        "not ok ",
        "1..",
        "99999999999999999999",
        "Bail out!",
        " # SKIP",
        "TAP version 13\n",
        "\t",
        "\\",
        "[    1.000000] ",
        "BUG: ",
        "Call Trace:\n",
        "{",
        "\"",
        "-1",
        "---\n",
        "...\n"
    };

    private Mutation() {}

    public static String of(String text, long seed) {
        Random random = new Random(seed);
        StringBuilder mutant = new StringBuilder(text);
        int changes = 1 + random.nextInt(12);
        for (int i = 0; i < changes && !mutant.isEmpty(); i++) {
            int at = random.nextInt(mutant.length());
            int length = Math.min(mutant.length() - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 2000 : 12));
            switch (random.nextInt(6)) {
                case 0 -> mutant.setCharAt(at, (char) random.nextInt(256));
                case 1 -> mutant.delete(at, at + length);
                case 2 -> mutant.insert(at, mutant.substring(at, at + length));
                case 3 -> mutant.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 4 -> mutant.insert(random.nextInt(mutant.length()), mutant.substring(at, at + length));
                default -> mutant.setLength(at);
            }
        }
        return mutant.toString();
    }
}
