package org.kpulse.bisect.graph;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.harness.fault.UsageException;

/**
 * A commit graph as text: a line a commit, its number (0, 1, 2, ...) and those of its parents, {@code -} for a parent outside the
 * range; the last commit is the bad end. Lines that begin with {@code #} and empty lines say nothing.
 */
public final class GraphText {

    private GraphText() {}

    /**
     * Reads a graph.
     *
     * @param text the lines
     * @throws UsageException naming the first line that cannot be read
     */
    public static CommitGraph parse(String text) {
        List<String> names = new ArrayList<>();
        List<int[]> parents = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String stripped = line.strip();
            if (!stripped.isEmpty() && !stripped.startsWith("#")) {
                String[] words = stripped.split("\\s+", -1);
                if (commit(words[0], number) != parents.size()) {
                    throw wrong(number, "commits are numbered 0, 1, 2 ... in order, so " + parents.size() + " is due");
                }
                int[] own = new int[words.length - 1];
                for (int i = 1; i < words.length; i++) {
                    own[i - 1] = words[i].equals("-") ? CommitGraph.GOOD : commit(words[i], number);
                    if (own[i - 1] >= parents.size()) {
                        throw wrong(number, "parent " + own[i - 1] + " does not stand before it");
                    }
                }
                parents.add(own);
                names.add(words[0]);
            }
        }
        try {
            return new CommitGraph(names, parents.toArray(int[][]::new));
        } catch (IllegalArgumentException e) {
            throw new UsageException("The commit graph cannot be used: " + e.getMessage(), e);
        }
    }

    private static int commit(String word, int line) {
        if (!word.matches("\\d{1,8}")) {
            throw wrong(line, "\"" + word.substring(0, Math.min(20, word.length())) + "\" is no number of a commit");
        }
        return Integer.parseInt(word);
    }

    private static UsageException wrong(int line, String why) {
        return new UsageException("Line " + line + " of the commit graph cannot be read: " + why + ".");
    }
}
