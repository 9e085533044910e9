package org.kpulse.bisect.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.ProbeRow;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How a bisection is shown: as a JSON object and in words. */
public final class BisectionView {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int SHORT = 12;

    private final BisectionRow row;
    private final Optional<JsonNode> outcome;

    public BisectionView(BisectionRow row) {
        this.row = row;
        this.outcome = row.outcome().map(JSON::readTree);
    }

    boolean isConfirmedCulprit() {
        return outcome.filter(o -> text(o, "answer").equals("culprit")
                        && o.path("confirmed").asBoolean(false))
                .isPresent();
    }

    /** What was asked for and how far it is. */
    public Map<String, @Nullable Object> object(List<ProbeRow> probes) {
        BisectionRequest request = row.request();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("id", row.id());
        object.put("state", row.state().name().toLowerCase(Locale.ROOT));
        object.put("tree", request.tree());
        object.put("good", request.good());
        object.put("bad", request.bad());
        object.put("looking_for", request.wanted().toString());
        object.put("platforms", request.platforms());
        object.put("reported", request.where().reported());
        object.put("platform", row.platform());
        object.put("confidence", request.terms().confidence());
        object.put("change", request.terms().claim());
        object.put(
                "budget_seconds",
                request.terms().seconds().isPresent()
                        ? request.terms().seconds().getAsDouble()
                        : null);
        object.put(
                "budget_boots",
                request.terms().boots().isPresent() ? request.terms().boots().getAsInt() : null);
        object.put("builds", builds(probes));
        object.put("boots", boots(probes));
        object.put(
                "build_seconds",
                probes.stream().mapToDouble(ProbeRow::buildSeconds).sum());
        object.put(
                "boot_seconds",
                probes.stream().mapToDouble(ProbeRow::runSeconds).sum());
        object.put("outcome", outcome.orElse(null));
        object.put("started", row.created().toString());
        return object;
    }

    /** Builds that took time now; what was found built is none. */
    public static long builds(List<ProbeRow> probes) {
        return probes.stream().filter(p -> p.buildSeconds() > 1).count();
    }

    public static int boots(List<ProbeRow> probes) {
        return probes.stream().mapToInt(p -> p.samples().size()).sum();
    }

    /** How it ended, in a few words. */
    public String summary() {
        return outcome.map(o -> switch (text(o, "answer")) {
                    case "culprit" ->
                        (isConfirmedCulprit() ? "culprit " : "suspect ") + commit(o.path("culprit")) + beside(o);
                    case "among" -> "one of " + o.path("commits").size() + " commits";
                    case "not_reproduced" -> "not reproduced";
                    case "end_not_testable" -> "the " + text(o, "end") + " end cannot be tested";
                    default -> "budget spent";
                })
                .orElse("-");
    }

    private static String beside(JsonNode o) {
        int further = o.path("further_changes").size();
        return further == 0 ? "" : " and " + further + " further change" + (further == 1 ? "" : "s");
    }

    /**
     * A line of what is known.
     *
     * @param name what it is about; empty where it goes on with the line before
     * @param value in words
     */
    public record Line(String name, String value) {}

    /** All of it, in lines of text. */
    String text(List<ProbeRow> probes) {
        return lines(probes).stream()
                .map(line -> String.format(Locale.ROOT, "%-12s %s%n", line.name(), line.value()))
                .collect(Collectors.joining());
    }

    /** All of it. */
    public List<Line> lines(List<ProbeRow> probes) {
        List<Line> text = new ArrayList<>();
        BisectionRequest request = row.request();
        line(text, "bisection", row.id() + ", " + row.state().name().toLowerCase(Locale.ROOT));
        line(text, "looking for", request.wanted() + " in " + request.tree());
        line(text, "good", String.join(", ", request.good()));
        line(text, "bad", request.bad());
        line(text, "platform", row.platform() + " (of " + String.join(", ", request.platforms()) + ")");
        line(
                text,
                "cost",
                String.format(
                        Locale.ROOT,
                        "%d builds in %.0f s, %d boots in %.0f s",
                        builds(probes),
                        probes.stream().mapToDouble(ProbeRow::buildSeconds).sum(),
                        boots(probes),
                        probes.stream().mapToDouble(ProbeRow::runSeconds).sum()));
        outcome.ifPresent(o -> outcome(text, o));
        return text;
    }

    private void outcome(List<Line> text, JsonNode o) {
        line(text, "answer", summary());
        if (o.has("probability")) {
            line(
                    text,
                    "probability",
                    String.format(
                            Locale.ROOT, "%.2f %%", 100 * o.path("probability").asDouble()));
        }
        if (o.has("difference")) {
            line(
                    text,
                    "ends differ",
                    String.format(
                            Locale.ROOT,
                            "%+.2f %% after %d pairs",
                            100 * Math.expm1(o.path("difference").asDouble()),
                            o.path("pairs").asInt()));
        }
        for (JsonNode commit : o.path("commits")) {
            line(text, "", commit(commit));
        }
        for (JsonNode commit : o.path("credible_set")) {
            line(
                    text,
                    "95 % set",
                    String.format(
                            Locale.ROOT,
                            "%5.1f %%  %s",
                            100 * commit.path("probability").asDouble(),
                            commit(commit)));
        }
        if (o.has("size")) {
            line(
                    text,
                    "its change",
                    String.format(
                            Locale.ROOT,
                            "%+.2f %%, the largest of those in the range",
                            100 * Math.expm1(o.path("size").asDouble())));
        }
        FurtherChangesText.lines(o).forEach(further -> line(text, "further", further));
        for (JsonNode check : o.path("checks")) {
            line(
                    text,
                    "check",
                    text(check, "kind") + " on " + text(check, "platform") + " "
                            + text(check, "result").replace('_', ' ') + ": " + text(check, "detail"));
        }
        for (JsonNode function : o.path("functions")) {
            line(
                    text,
                    "function",
                    String.format(
                            Locale.ROOT,
                            "%+,.0f instructions an iteration in %s%s",
                            function.path("instructions").asDouble(),
                            text(function, "function"),
                            function.path("touched_by_culprit").asBoolean() ? ", which the commit changes" : ""));
        }
        line(text, "why", text(o, "why"));
        line(text, "what helps", text(o, "help"));
    }

    static String commit(JsonNode commit) {
        String revision = text(commit, "revision");
        return revision.substring(0, Math.min(SHORT, revision.length())) + " " + printable(text(commit, "subject"));
    }

    /** A stranger's text. */
    static String printable(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asString("");
    }

    private static void line(List<Line> text, String name, String value) {
        text.add(new Line(name, value));
    }
}
