package org.kpulse.harness.tests.foreign;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.run.TestResult.Outcome;

/** A line of TAP or KTAP without what nests it. Anything else is allowed between such lines, and is none. */
sealed interface TapLine {

    /** {@code TAP version 13}, {@code KTAP version 1}: a block begins. */
    record Version() implements TapLine {}

    /** {@code 1..N}. */
    record Plan(int tests, Optional<String> skipped) implements TapLine {}

    /** {@code Bail out!}: no more will come. */
    record BailOut(String reason) implements TapLine {}

    /**
     * {@code ok} and {@code not ok}.
     *
     * @param number as told
     * @param name from its description; empty if there was none
     * @param reason what stood behind the directive, or an exit code
     */
    record Result(OptionalInt number, String name, Outcome status, String reason, Optional<Duration> duration)
            implements TapLine {}

    Pattern VERSION = Pattern.compile("^K?TAP version \\d+\\s*$");
    Pattern PLAN = Pattern.compile("^1\\.\\.(\\d{1,9})\\s*(?:#\\s*(?i:skip\\S*)\\s*(.*))?$");
    Pattern BAIL_OUT = Pattern.compile("^Bail out!\\s*(.*)$");
    Pattern RESULT = Pattern.compile("^(not ok|ok)(?=\\s|$)(?:\\s+(\\d{1,9})(?=\\s|$))?(.*)$");
    Pattern DIRECTIVE = Pattern.compile(
            "(?<!\\\\)#\\s*(?:(?i:(skip|todo|xfail|xpass|timeout|error)\\w*)\\b:?\\s*(.*)|(exit=\\d+.*)|(time=.*))$");
    Pattern TIME = Pattern.compile("time=(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|s)\\b");
    /** A line of the kernel's log that landed amid this one. */
    Pattern KERNEL_LOG = Pattern.compile("\\[ {0,7}\\d{1,7}\\.\\d{6}\\].*$");

    /** What the text is, if it is a line of TAP. */
    static Optional<TapLine> of(String text) {
        if (VERSION.matcher(text).matches()) {
            return Optional.of(new Version());
        }
        Matcher plan = PLAN.matcher(text);
        if (plan.matches()) {
            int tests = Integer.parseInt(plan.group(1));
            Optional<String> why = tests == 0 ? Optional.ofNullable(plan.group(2)) : Optional.empty();
            return Optional.of(new Plan(tests, why));
        }
        Matcher bail = BAIL_OUT.matcher(text);
        if (bail.matches()) {
            return Optional.of(new BailOut(bail.group(1)));
        }
        Matcher result = RESULT.matcher(text);
        return result.matches()
                ? Optional.of(result(result.group(1).equals("ok"), result.group(2), result.group(3)))
                : Optional.empty();
    }

    private static Result result(boolean ok, String number, String rest) {
        String text = KERNEL_LOG.matcher(rest).replaceFirst("");
        Matcher directive = DIRECTIVE.matcher(text);
        boolean directed = directive.find();
        String description = directed ? text.substring(0, directive.start()) : text;
        String word =
                directed && directive.group(1) != null ? directive.group(1).toLowerCase(Locale.ROOT) : "";
        String reason = !directed
                ? ""
                : directive.group(2) != null
                        ? directive.group(2)
                        : directive.group(3) != null ? directive.group(3) : "";
        String plain =
                description.strip().replaceFirst("^- ?", "").replace("\\#", "#").replace("\\\\", "\\");
        return new Result(
                number == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(number)),
                TestNames.of(plain),
                status(ok, word),
                reason.strip(),
                time(text));
    }

    private static Outcome status(boolean ok, String directive) {
        return switch (directive) {
            case "skip" -> Outcome.SKIP;
            case "todo" -> ok ? Outcome.XPASS : Outcome.XFAIL;
            case "xfail" -> Outcome.XFAIL;
            case "xpass" -> Outcome.XPASS;
            case "timeout", "error" -> Outcome.UNRESOLVED;
            default -> ok ? Outcome.PASS : Outcome.FAIL;
        };
    }

    /** {@code # time=12ms}. */
    private static Optional<Duration> time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.find()) {
            return Optional.empty();
        }
        double factor = time.group(2).equals("ms") ? 1e6 : 1e9;
        return Optional.of(Duration.ofNanos(Math.round(Double.parseDouble(time.group(1)) * factor)));
    }
}
