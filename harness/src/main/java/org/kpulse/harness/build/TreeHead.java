package org.kpulse.harness.build;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A branch or tag of a tree.
 *
 * @param name without {@code refs/heads/} or {@code refs/tags/}
 * @param tag whether it is a tag
 * @param commit full hash of what it is, or what it points to
 * @param committed when that was committed
 */
public record TreeHead(String name, boolean tag, String commit, Instant committed) {

    /** For git-for-each-ref(1); the starred fields are those of what a tag points to. */
    static final String FORMAT = "%(objecttype)|%(objectname)|%(committerdate:unix)|%(*objecttype)|%(*objectname)|"
            + "%(*committerdate:unix)|%(refname)";

    private static final int FIELDS = 7;
    private static final String BRANCHES = "refs/heads/";
    private static final String TAGS = "refs/tags/";

    /** Reads what git prints; a tag of a tree or of a file is no kernel. */
    static List<TreeHead> parse(String lines) {
        List<TreeHead> heads = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            String[] field = line.split("\\|", FIELDS);
            if (field.length == FIELDS) {
                int at = field[0].equals("commit") ? 0 : field[3].equals("commit") ? 3 : -1;
                boolean tag = field[6].startsWith(TAGS);
                boolean known = tag || field[6].startsWith(BRANCHES);
                if (at >= 0 && known && field[at + 2].matches("\\d{1,11}")) {
                    String name = field[6].substring((tag ? TAGS : BRANCHES).length());
                    Instant committed = Instant.ofEpochSecond(Long.parseLong(field[at + 2]));
                    heads.add(new TreeHead(name, tag, field[at + 1], committed));
                }
            }
        }
        return heads;
    }
}
