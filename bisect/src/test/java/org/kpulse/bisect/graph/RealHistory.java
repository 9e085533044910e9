package org.kpulse.bisect.graph;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The shape of a real project's history between two releases: 14,995 commits, 4,174 of them merges. */
public final class RealHistory {

    private RealHistory() {}

    public static CommitGraph graph() {
        return GraphText.parse(resource("real-14995.txt"));
    }

    /** For some commits the number of ancestors-or-self, counted by another program. */
    static Map<Integer, Integer> ancestors() {
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        resource("real-14995-ancestors.csv").lines().skip(1).forEach(line -> {
            String[] cells = line.split(",", -1);
            counts.put(Integer.valueOf(cells[0]), Integer.valueOf(cells[1]));
        });
        return counts;
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(RealHistory.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
