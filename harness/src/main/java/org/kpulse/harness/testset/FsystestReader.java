package org.kpulse.harness.testset;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads what {@code fsystest} prints: its lines ({@code PASS: frysk2595/ptrace_after_exec}) or, with {@code --json}, an object a line.
 * Its {@code --ktap} is for {@link TapReader}.
 */
public final class FsystestReader {

    private static final int MAX_OBJECT = 1 << 18;
    private static final double MOST_SECONDS = 1e6;
    private static final Pattern LINE = Pattern.compile("^(PASS|FAIL|SKIP|XFAIL|XPASS|UNRESOLVED|FLAKY): (\\S.*)$");
    private static final Pattern FLAKY = Pattern.compile("^(.*\\S) \\((.*)\\)$");
    private static final Pattern TOTALS = Pattern.compile("^# (\\d{1,9}) tests?(?:, \\d+ rounds, \\d+ flaky)?:.*$");
    private static final JsonMapper JSON = new JsonMapper();

    private final ReportBuilder report = new ReportBuilder();
    private final Output output = new Output();
    private String status = "";
    private String name = "";
    private long told;
    private long promised = -1;

    private FsystestReader() {}

    /** Everything that an output tells. */
    public static TestReport read(String output) {
        FsystestReader reader = new FsystestReader();
        List<String> lines = Lines.of(output, MAX_OBJECT, reader.report);
        for (String line : lines) {
            reader.line(line.startsWith("{") ? line : ReportBuilder.cut(line, Lines.MAX_LINE));
        }
        return reader.end();
    }

    private void line(String line) {
        Matcher result = LINE.matcher(line);
        Matcher totals = TOTALS.matcher(line);
        if (line.startsWith("{")) {
            object(line);
        } else if (result.matches()) {
            flush();
            status = result.group(1);
            name = result.group(2);
        } else if (totals.matches()) {
            promised = Long.parseLong(totals.group(1));
        } else if (!name.isEmpty() && line.startsWith("  ")) {
            output.line(line.substring(2));
        }
    }

    /** The lines below a result belong to it: a note, then its output behind a bar. */
    private void flush() {
        if (!name.isEmpty()) {
            told++;
            String text = output.text();
            Matcher flaky = FLAKY.matcher(name);
            if (status.equals("FLAKY") && flaky.matches()) {
                report.add(
                        flaky.group(1), 1, TestStatus.UNRESOLVED, Optional.empty(), "flaky: " + flaky.group(2), text);
            } else {
                String first = text.lines()
                        .findFirst()
                        .filter(l -> !l.startsWith("| "))
                        .orElse("");
                report.add(name, 1, status(status), Optional.empty(), first, text);
            }
            name = "";
            output.clear();
        }
    }

    private static TestStatus status(String word) {
        return switch (word) {
            case "PASS" -> TestStatus.PASS;
            case "FAIL" -> TestStatus.FAIL;
            case "SKIP" -> TestStatus.SKIP;
            case "XFAIL" -> TestStatus.XFAIL;
            case "XPASS" -> TestStatus.XPASS;
            default -> TestStatus.UNRESOLVED;
        };
    }

    private void object(String line) {
        JsonNode object;
        try {
            object = JSON.readTree(line);
        } catch (JacksonException e) {
            report.complain("a line that is no JSON: " + line);
            return;
        }
        if (object.path("summary").isObject()) {
            promised = object.at("/summary/tests").asLong(0)
                    * Math.max(1, object.at("/summary/rounds").asLong(1));
        } else if (object.path("test").isString() && object.path("result").isString()) {
            told++;
            int round =
                    (int) Math.max(1, Math.min(1_000_000, object.path("round").asLong(1)));
            report.add(
                    object.path("test").asString(),
                    round,
                    status(object.path("result").asString()),
                    seconds(object.path("seconds")),
                    object.path("note").asString(""),
                    kept(object.path("output").asString("")));
        } else {
            report.complain("an object that is no result: " + line);
        }
    }

    private static Optional<Duration> seconds(JsonNode node) {
        double seconds = node.isNumber() ? node.asDouble() : -1;
        return seconds >= 0 && seconds <= MOST_SECONDS
                ? Optional.of(Duration.ofNanos(Math.round(seconds * 1e9)))
                : Optional.empty();
    }

    private static String kept(String text) {
        Output kept = new Output();
        text.lines().forEach(kept::line);
        return kept.text();
    }

    private TestReport end() {
        flush();
        if (promised < 0) {
            report.complain("the output ends without its summary");
        } else if (promised != told) {
            report.complain("its summary counts " + promised + " results, " + told + " came");
        }
        return report.report();
    }
}
