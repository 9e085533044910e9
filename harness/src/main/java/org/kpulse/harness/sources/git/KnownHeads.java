package org.kpulse.harness.sources.git;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.kpulse.harness.build.TreeHead;

/**
 * What a tree had at the last poll: the memory of {@link TreeSource}, one line {@code hash kind name} a head.
 *
 * @param commits by {@code branch NAME} or {@code tag NAME}
 */
record KnownHeads(Map<String, String> commits) {

    private static final String FIRST_LINE = "heads";

    KnownHeads {
        commits = new TreeMap<>(commits);
    }

    /** Empty before the first found. */
    static Optional<KnownHeads> parse(String memory) {
        if (!memory.startsWith(FIRST_LINE)) {
            return Optional.empty();
        }
        Map<String, String> commits = new TreeMap<>();
        memory.lines().skip(1).filter(line -> line.indexOf(' ') > 0).forEach(line -> {
            int blank = line.indexOf(' ');
            commits.put(line.substring(blank + 1), line.substring(0, blank));
        });
        return Optional.of(new KnownHeads(commits));
    }

    static String key(TreeHead head) {
        return (head.tag() ? "tag " : "branch ") + head.name();
    }

    Optional<String> commit(TreeHead head) {
        return Optional.ofNullable(commits.get(key(head)));
    }

    String text() {
        return FIRST_LINE + "\n"
                + commits.entrySet().stream()
                        .map(e -> e.getValue() + " " + e.getKey() + "\n")
                        .collect(Collectors.joining());
    }
}
