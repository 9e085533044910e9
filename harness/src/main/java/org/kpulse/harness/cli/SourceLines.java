package org.kpulse.harness.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.sources.Poll;
import org.kpulse.harness.sources.PollState;
import org.kpulse.harness.sources.Sighting;
import org.kpulse.harness.sources.Source;

/** Sources and what they had, as lines and JSON objects. */
final class SourceLines {

    private SourceLines() {}

    static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** {@code ok}, or how often it failed and why. */
    static String outcome(PollState state) {
        if (state.ok()) {
            return "ok";
        }
        return state.failures() == 1 ? "failed" : "failed " + state.failures() + " times";
    }

    /** What a poll brought, a line a kernel. */
    static String text(Poll.Polled polled) {
        PollState state = polled.state();
        StringBuilder text = new StringBuilder(state.source()).append(": ");
        if (!state.ok()) {
            text.append(outcome(state)).append(": ").append(state.detail()).append('\n');
        } else if (polled.fresh().isEmpty()) {
            text.append("nothing new\n");
        } else {
            text.append(polled.fresh().size()).append(" new\n");
        }
        for (Sighting sighting : polled.fresh()) {
            text.append("  ")
                    .append(sighting.kernel().ref())
                    .append("  ")
                    .append(sighting.kernel().line())
                    .append('\n');
        }
        return text.append("  next poll ")
                .append(time(state.dueAt()))
                .append('\n')
                .toString();
    }

    static Map<String, Object> json(Source source, Optional<PollState> last, Optional<Sighting> newest, Instant due) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("source", source.name());
        row.put("place", source.place());
        row.put("interval_seconds", source.interval().toSeconds());
        row.put("polled_at", orNull(last.map(s -> time(s.polledAt()))));
        row.put("ok", orNull(last.map(PollState::ok)));
        row.put("failures", last.map(PollState::failures).orElse(0));
        row.put("detail", last.map(PollState::detail).orElse(""));
        row.put("newest", orNull(newest.map(SourceLines::json)));
        row.put("due_at", time(due));
        return row;
    }

    static Map<String, Object> json(String source, Poll.Polled polled) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("source", source);
        row.put("ok", polled.state().ok());
        row.put("detail", polled.state().detail());
        row.put("new", polled.fresh().stream().map(SourceLines::json).toList());
        row.put("due_at", time(polled.state().dueAt()));
        return row;
    }

    static Map<String, Object> json(Sighting sighting) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("ref", sighting.kernel().ref());
        row.put("line", sighting.kernel().line());
        row.put("end_of_life", sighting.kernel().endOfLife());
        row.put("released_at", orNull(sighting.kernel().released().map(SourceLines::time)));
        row.put("seen_at", time(sighting.seenAt()));
        row.put("source", sighting.source());
        return row;
    }

    private static @Nullable Object orNull(Optional<?> value) {
        return value.orElse(null);
    }
}
