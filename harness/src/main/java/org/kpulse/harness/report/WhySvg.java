package org.kpulse.harness.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.analysis.profile.FunctionChange;
import org.kpulse.analysis.profile.Subsystem;
import org.kpulse.harness.store.ProfileQuery.Phase;

/**
 * What moved between two kernels as a picture: for each phase with moved functions a bar for each subsystem, to the right what grew and
 * to the left what shrank, all of a phase on one scale. Functions of no known subsystem have a bar each. A last bar is what the moved
 * functions do not explain. Plain SVG 1.1 without scripts or fonts, light and dark by the reader's system.
 */
public final class WhySvg {

    private static final int MOST_BARS = 10;
    private static final int WIDTH = 900;
    private static final int LABEL = 430;
    private static final int HALF = 170;
    private static final int ZERO = LABEL + HALF + 20;
    private static final int ROW = 20;
    private static final int MOST_LABEL = 62;

    private static final String STYLE = "text{font:13px system-ui,sans-serif;fill:#222}.h{font-weight:600}.s{fill:#666}"
            + ".up{fill:#c2410c}.down{fill:#1d6fb8}.rest{fill:#999}line{stroke:#999}.bg{fill:#fff}"
            + "@media(prefers-color-scheme:dark){text{fill:#ddd}.s{fill:#aaa}.up{fill:#f08a4b}.down{fill:#5aa9e6}.bg{fill:#181818}}";

    private WhySvg() {}

    private record Bar(String label, double difference, String kind) {}

    /**
     * The picture of all phases in which functions moved.
     *
     * @param platforms phases by name of the platform
     */
    public static String of(String base, String candidate, Map<String, Map<Phase, Explanation>> platforms) {
        StringBuilder body = new StringBuilder();
        int y = 26;
        body.append(text(12, y, "h", "What moved: " + base + " -> " + candidate));
        y += ROW;
        body.append(text(12, y, "s", "instructions an iteration; to the right what grew, to the left what shrank"));
        y += ROW;
        for (Map.Entry<String, Map<Phase, Explanation>> platform : platforms.entrySet()) {
            for (Map.Entry<Phase, Explanation> phase : platform.getValue().entrySet()) {
                if (!phase.getValue().changes().isEmpty()) {
                    y += 12;
                    y = block(body, y, platform.getKey() + ": " + phase.getKey(), phase.getValue());
                }
            }
        }
        if (platforms.values().stream()
                .flatMap(phases -> phases.values().stream())
                .allMatch(e -> e.changes().isEmpty())) {
            body.append(text(12, y + ROW, "", "no function moved beyond what seeds vary"));
            y += ROW;
        }
        int height = y + 16;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " + WIDTH + " " + height
                + "\" width=\"" + WIDTH + "\" height=\"" + height + "\"><title>What moved between " + escape(base)
                + " and "
                + escape(candidate) + "</title><style>" + STYLE
                + "</style><rect class=\"bg\" width=\"100%\" height=\"100%\"/>\n"
                + body + "</svg>\n";
    }

    private static int block(StringBuilder body, int from, String title, Explanation explanation) {
        int y = from + ROW;
        body.append(text(
                12, y, "h", title + "  " + Numbers.change(explanation.total().percent())));
        List<Bar> bars = bars(explanation);
        double largest = bars.stream()
                .mapToDouble(bar -> Math.abs(bar.difference()))
                .max()
                .orElse(0);
        int top = y + 6;
        for (Bar bar : bars) {
            y += ROW;
            double length = largest > 0 ? HALF * Math.abs(bar.difference()) / largest : 0;
            double x = bar.difference() < 0 ? ZERO - length : ZERO;
            body.append(text(24, y, "", shortened(bar.label())));
            body.append(String.format(
                    Locale.ROOT,
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"13\"/>",
                    bar.kind(),
                    x,
                    y - 11,
                    length));
            body.append(text(ZERO + HALF + 10, y, "", String.format(Locale.ROOT, "%+,.0f", bar.difference())));
        }
        body.append("<line x1=\"" + ZERO + "\" x2=\"" + ZERO + "\" y1=\"" + top + "\" y2=\"" + (y + 5) + "\"/>\n");
        return y + 6;
    }

    /** Moved functions by subsystem, largest first, then what is not among them. */
    private static List<Bar> bars(Explanation explanation) {
        Map<String, List<FunctionChange>> groups =
                explanation.changes().stream().collect(Collectors.groupingBy(WhySvg::group));
        List<Bar> moved = new ArrayList<>();
        groups.forEach((name, functions) -> {
            double difference =
                    functions.stream().mapToDouble(FunctionChange::difference).sum();
            String names = functions.stream().map(FunctionChange::name).collect(Collectors.joining(", "));
            boolean alone =
                    functions.size() == 1 && name.equals(functions.get(0).name());
            moved.add(new Bar(alone ? name : name + ": " + names, difference, difference < 0 ? "down" : "up"));
        });
        moved.sort(Comparator.comparingDouble((Bar bar) -> -Math.abs(bar.difference()))
                .thenComparing(Bar::label));
        List<Bar> bars = new ArrayList<>(moved.subList(0, Math.min(MOST_BARS, moved.size())));
        double shown = bars.stream().mapToDouble(Bar::difference).sum();
        String rest = moved.size() > MOST_BARS
                ? "the other " + (moved.size() - MOST_BARS) + " and what is not explained"
                : "not explained by these";
        bars.add(new Bar(rest, explanation.total().value() - shown, "rest"));
        return bars;
    }

    private static String group(FunctionChange change) {
        return Subsystem.of(change.name(), name -> change.file()).orElse(change.name());
    }

    private static String shortened(String label) {
        return label.length() <= MOST_LABEL ? label : label.substring(0, MOST_LABEL - 3) + "...";
    }

    private static String text(int x, int y, String kind, String text) {
        String of = kind.isEmpty() ? "" : " class=\"" + kind + "\"";
        return "<text" + of + " x=\"" + x + "\" y=\"" + y + "\">" + escape(text) + "</text>\n";
    }

    /** Names come from guests: nothing of them may end a text, and what XML does not know becomes a question mark. */
    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replaceAll("[^\\x20-\\x7e\\u00a0-\\ud7ff]", "?");
    }
}
