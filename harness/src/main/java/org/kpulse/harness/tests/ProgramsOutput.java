package org.kpulse.harness.tests;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.benchmark.TestFormat;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.run.TestResult.Outcome;
import org.kpulse.harness.tests.foreign.ExitCodes;
import org.kpulse.harness.tests.foreign.LtpReader;
import org.kpulse.harness.tests.foreign.ProgramReader;
import org.kpulse.harness.tests.foreign.ProgramRun;
import org.kpulse.harness.tests.foreign.Report;
import org.kpulse.harness.tests.foreign.Told;

/**
 * Reads what {@code guest/run-programs.sh} printed of a foreign test set. It is KTAP: a plan, and for each program its name, what it
 * printed behind {@code "# "}, and its exit code. So nothing that a program prints can be taken for the runner's own words, and
 * what one program says is read by itself.
 */
final class ProgramsOutput {

    /** Most results of tests within one program. */
    static final int MOST_WITHIN = 500;

    private static final Pattern PLAN = Pattern.compile("1\\.\\.(\\d{1,5})");
    private static final Pattern BEGIN = Pattern.compile("# Subtest: (\\S.*)");
    private static final Pattern END = Pattern.compile(
            "(?:not )?ok (\\d{1,5}) (\\S+) # (?:exit=(\\d{1,3}) time=(\\d{1,6}(?:\\.\\d{1,3})?)s(?: left=(\\d{1,7}))?|SKIP (.*))");
    private static final double MOST_SECONDS = 1e6;
    private static final String VERSION = "KTAP version 1";
    private static final String NO_PLAN = "it does not begin with a plan";

    private final String set;
    private final TestFormat format;
    private final List<TestResult> results = new ArrayList<>();
    private final ResultNames names = new ResultNames();
    private Optional<String> complaint = Optional.empty();
    private int planned = -1;
    private int ended;
    /** The program that runs, with what it printed. */
    private @Nullable String running;

    private final StringBuilder printed = new StringBuilder();

    private ProgramsOutput(String set, TestFormat format) {
        this.set = set;
        this.format = format;
    }

    /**
     * Reads an output.
     *
     * @param set name of the test set's recipe
     * @param format what its programs print
     */
    static TestOutput read(String set, TestFormat format, String output) {
        ProgramsOutput reader = new ProgramsOutput(set, format);
        output.lines().forEach(reader::line);
        return reader.end();
    }

    private void line(String line) {
        if (line.equals(VERSION) && planned < 0) {
            return;
        }
        Matcher plan = PLAN.matcher(line);
        if (planned < 0) {
            if (plan.matches()) {
                planned = Integer.parseInt(plan.group(1));
            } else {
                complain(NO_PLAN, line);
            }
            return;
        }
        Matcher begin = BEGIN.matcher(line);
        Matcher end = END.matcher(line);
        if (running == null && begin.matches()) {
            running = begin.group(1);
        } else if (running != null && line.startsWith("#")) {
            printed.append(line, Math.min(2, line.length()), line.length()).append('\n');
        } else if (end.matches() && Integer.parseInt(end.group(1)) == ended + 1) {
            program(end, line);
        } else {
            complain("a line is not the runner's", line);
        }
    }

    private void program(Matcher end, String line) {
        String name = end.group(2);
        boolean skipped = end.group(6) != null;
        if (skipped ? running != null : !name.equals(running)) {
            complain("a program ends that did not begin", line);
            return;
        }
        ended++;
        if (skipped) {
            add(name, Outcome.SKIP, 0, end.group(6), "");
        } else {
            Duration time = Duration.ofMillis(Math.round(Double.parseDouble(end.group(4)) * 1000));
            add(
                    read(new ProgramRun(name, Integer.parseInt(end.group(3)), time, printed.toString())),
                    leftBehind(end.group(5)));
        }
        running = null;
        printed.setLength(0);
    }

    private Report read(ProgramRun run) {
        return switch (format) {
            case LTP -> LtpReader.read(run);
            case EXIT_CODE -> ProgramReader.readExitCode(run, ExitCodes.AUTOMAKE);
            case KTAP -> ProgramReader.read(run, ExitCodes.KSELFTEST);
            case FSYSTEST -> throw new IllegalArgumentException("not a foreign format");
        };
    }

    /** The results of one program: those within it, its own last. */
    private void add(Report report, String leftBehind) {
        List<Told> all = report.results();
        Told own = all.get(all.size() - 1);
        int within = all.size() - 1;
        int kept = Math.min(within, Math.min(MOST_WITHIN, TestOutput.MOST_TESTS - planned - results.size()));
        for (Told each : all.subList(0, Math.max(0, kept))) {
            add(each.name(), each.status(), seconds(each), each.reason(), each.output());
        }
        String left = kept < within ? "only " + Math.max(0, kept) + " of its " + within + " results are kept" : "";
        List<String> parts = new ArrayList<>();
        parts.add(own.reason());
        parts.add(left);
        parts.add(leftBehind);
        report.complaints().stream()
                .map(text -> text.startsWith(own.name() + ": ")
                        ? text.substring(own.name().length() + 2)
                        : text)
                .forEach(parts::add);
        parts.removeIf(String::isEmpty);
        add(own.name(), own.status(), seconds(own), String.join("; ", parts), own.output());
    }

    private static String leftBehind(@Nullable String processes) {
        return processes == null ? "" : "processes that it left behind and that were killed: " + processes;
    }

    private static double seconds(Told told) {
        return told.duration().map(time -> time.toNanos() / 1e9).orElse(0.0);
    }

    private void add(String name, Outcome outcome, double seconds, String reason, String output) {
        String kept = outcome == Outcome.PASS ? "" : TestOutput.shortened(output);
        results.add(new TestResult(
                set, names.of(name), outcome, Math.min(seconds, MOST_SECONDS), TestOutput.reason(reason), kept));
    }

    private void complain(String what, String line) {
        if (complaint.isEmpty()) {
            complaint = Optional.of(TestOutput.about(what, line));
        }
    }

    private TestOutput end() {
        if (running != null) {
            add(running, Outcome.UNRESOLVED, 0, "the output ends while it runs", printed.toString());
        }
        if (complaint.isEmpty() && planned < 0) {
            complaint = Optional.of(NO_PLAN);
        }
        if (complaint.isEmpty() && ended != planned) {
            complaint = Optional.of("it ends after " + ended + " of " + planned + " programs");
        }
        return new TestOutput(results, complaint);
    }
}
