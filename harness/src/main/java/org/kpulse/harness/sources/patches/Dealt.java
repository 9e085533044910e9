package org.kpulse.harness.sources.patches;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is known of files: the memory of {@link PatchSource}, one line a file. {@code done KEY SERIES} is not read again, {@code wait KEY
 * SECONDS} belongs to a series of which something is missing since then. Only files that are still there are remembered.
 */
final class Dealt {

    private static final String FIRST_LINE = "mails";
    private static final String NONE = "-";
    private static final int SHORT = 16;

    private final Map<String, String> done;
    private final Map<String, Instant> waiting;
    private final Set<String> series;

    private Dealt(Map<String, String> done, Map<String, Instant> waiting) {
        this.done = done;
        this.waiting = waiting;
        this.series = new HashSet<>(done.values());
        series.remove(NONE);
    }

    /** Empty before the first poll. */
    static Optional<Dealt> parse(String memory) {
        if (!memory.startsWith(FIRST_LINE)) {
            return Optional.empty();
        }
        Dealt dealt = nothing();
        memory.lines()
                .skip(1)
                .map(line -> line.split(" ", -1))
                .filter(words -> words.length == 3)
                .forEach(words -> {
                    if (words[0].equals("done")) {
                        dealt.done(words[1], words[2]);
                    } else if (words[2].matches("\\d{1,12}")) {
                        dealt.waiting.put(words[1], Instant.ofEpochSecond(Long.parseLong(words[2])));
                    }
                });
        return Optional.of(dealt);
    }

    static Dealt nothing() {
        return new Dealt(new TreeMap<>(), new TreeMap<>());
    }

    /** Forgets files that are gone. */
    void keepOnly(Set<String> keys) {
        done.keySet().retainAll(keys);
        waiting.keySet().retainAll(keys);
    }

    boolean isDone(String key) {
        return done.containsKey(key);
    }

    /** Whether a series is dealt with; nothing is known of one without a name. */
    boolean isKnown(String id) {
        return !id.isEmpty() && series.contains(brief(id));
    }

    /** The file belongs to no series. */
    void done(String key) {
        done(key, NONE);
    }

    void done(String key, String id) {
        waiting.remove(key);
        done.put(key, id.isEmpty() ? NONE : brief(id));
        if (!id.isEmpty() && !id.equals(NONE)) {
            series.add(brief(id));
        }
    }

    /** Since when it waits. */
    Instant waits(String key, Instant now) {
        return waiting.computeIfAbsent(key, fresh -> now);
    }

    String text() {
        return FIRST_LINE + "\n"
                + done.entrySet().stream()
                        .map(e -> "done " + e.getKey() + " " + e.getValue() + "\n")
                        .collect(Collectors.joining())
                + waiting.entrySet().stream()
                        .map(e -> "wait " + e.getKey() + " " + e.getValue().getEpochSecond() + "\n")
                        .collect(Collectors.joining());
    }

    private static String brief(String id) {
        return id.substring(0, Math.min(SHORT, id.length()));
    }
}
