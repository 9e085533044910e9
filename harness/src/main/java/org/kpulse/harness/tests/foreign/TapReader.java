package org.kpulse.harness.tests.foreign;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.run.TestResult.Outcome;

/**
 * Reads TAP 12 to 14 and KTAP 1: several blocks in one output, nested by indentation (KTAP, Perl) or by {@code "# "} (kselftest's runner),
 * between lines of anything else. The result of a test comes after those nested in it. Whatever the output, the result is bounded
 * and complete as far as it can be; what is wrong with it stands in the complaints. Sources: Documentation/dev-tools/ktap.rst,
 * testanything.org.
 */
public final class TapReader {

    private static final int MAX_DEPTH = 16;
    private static final int MAX_YAML = 200;

    private static final Pattern LINE = Pattern.compile(
            "^((?:<\\d{1,4}>)?\\[ {0,7}\\d{1,7}\\.\\d{6}\\](?:\\[[^\\]]{0,20}\\])? )?((?:[ \\t]++|# |#(?=\\t)){0,64})(.*)$");
    private static final Pattern ANNOUNCED = Pattern.compile("^(selftests: .+|Subtest: .+)$");
    private static final Pattern TIME = Pattern.compile("^\\s*duration_ms: *(\\d{1,9}(?:\\.\\d{1,9})?)\\s*$");
    private static final Pattern EXPLAINS = Pattern.compile("^# {3,}(?!RUN|OK |FAIL |PASS).*");

    private final ReportBuilder report = new ReportBuilder();
    private final Deque<TapBlock> open = new ArrayDeque<>();
    private @Nullable TapTest last;
    /** Whether the output is a kernel's log, where each line has its time; known from the first line of TAP on. */
    private @Nullable Boolean kernelLog;

    private int yaml = -1;
    private int count;
    private boolean bailedOut;

    private TapReader() {
        open.push(new TapBlock(""));
    }

    /** Everything that an output tells. */
    public static Report read(String output) {
        TapReader reader = new TapReader();
        Lines.of(output, Lines.MAX_LINE, reader.report)
                .takeWhile(line -> !reader.bailedOut)
                .forEach(reader::line);
        return reader.end();
    }

    private TapBlock top() {
        return open.getFirst();
    }

    private void line(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || yaml(line)) {
            return;
        }
        boolean stamped = parts.group(1) != null;
        String prefix = parts.group(2);
        Optional<TapLine> tap = TapLine.of(parts.group(3));
        if (tap.isPresent() && kernelLog == null) {
            kernelLog = stamped;
        }
        boolean inLog = kernelLog != null && kernelLog;
        boolean foreign = stamped && !inLog;
        if (!foreign && tap.isPresent() && enter(prefix, tap.get())) {
            take(tap.get());
        } else if (foreign || !announced(prefix, parts.group(3))) {
            other(stamped && inLog ? prefix + parts.group(3) : line, prefix, parts.group(3));
        }
    }

    /** Closes and opens blocks until the innermost is the one of this line; false if it is none of ours. */
    private boolean enter(String prefix, TapLine tap) {
        if (!isOfOpenBlock(prefix) && !mayNest(prefix, tap)) {
            return false;
        }
        if (!isOfOpenBlock(prefix)) {
            openBetween(prefix);
        }
        close(prefix);
        return true;
    }

    /** A block that is known only when its first result comes, after those nested in it. */
    private void openBetween(String prefix) {
        Deque<TapBlock> inner = new ArrayDeque<>();
        while (!prefix.startsWith(top().prefix)) {
            if (top().prefix.startsWith(prefix)) {
                inner.push(open.pop());
            } else {
                closeInnermost();
            }
        }
        open.push(new TapBlock(prefix));
        inner.forEach(open::push);
    }

    private boolean isOfOpenBlock(String prefix) {
        return open.stream().anyMatch(block -> block.prefix.equals(prefix));
    }

    private boolean mayNest(String prefix, TapLine tap) {
        TapBlock outer = open.stream()
                .filter(block -> prefix.startsWith(block.prefix))
                .findFirst()
                .orElseThrow();
        boolean begins = tap instanceof TapLine.Version || tap instanceof TapLine.Plan;
        boolean indented = prefix.substring(outer.prefix.length()).isBlank();
        boolean expected = indented ? tap instanceof TapLine.Result : outer.announced.isPresent();
        return open.size() < MAX_DEPTH && (begins || expected);
    }

    private boolean mayNestIn(String prefix) {
        return open.size() < MAX_DEPTH && prefix.startsWith(top().prefix);
    }

    /** Ends the blocks that a line with this prefix is not in. */
    private void close(String prefix) {
        while (!prefix.startsWith(top().prefix)) {
            closeInnermost();
        }
    }

    private void closeInnermost() {
        TapBlock inner = open.pop();
        TapBlock outer = top();
        finish(inner, outer);
        outer.waiting.addAll(inner.tests);
        inner.output.text().lines().forEach(outer.output::line);
        last = null;
    }

    /** What is wrong with a block is told with the name of the test that it is in, which comes later. */
    private void finish(TapBlock block, @Nullable TapBlock outer) {
        if (!block.waiting.isEmpty() || block.announced.isPresent()) {
            unfinished(block);
        }
        List<String> complaints = block.complaints();
        for (int number : block.missing()) {
            if (count <= Report.MAX_RESULTS) {
                block.test(
                        "test " + number,
                        Outcome.UNRESOLVED,
                        block.bailedOut.orElse("the plan promised it, and it did not come"),
                        Optional.empty());
                limit();
            }
        }
        for (String complaint : complaints) {
            if (outer == null) {
                report.complain(complaint);
            } else if (outer.waitingComplaints.size() < Report.MAX_COMPLAINTS) {
                outer.waitingComplaints.add(complaint);
            }
        }
    }

    private void unfinished(TapBlock block) {
        String name = block.announced.orElse("unfinished");
        List<String> complaints = List.copyOf(block.waitingComplaints);
        block.test(name, Outcome.UNRESOLVED, "the output has no result of it", Optional.empty());
        complaints.forEach(complaint -> report.complain(name + ": " + complaint));
    }

    private void take(TapLine tap) {
        TapBlock block = top();
        if (tap instanceof TapLine.Result result) {
            List<String> complaints = List.copyOf(block.waitingComplaints);
            TapTest test = block.take(result);
            complaints.forEach(complaint -> report.complain(test.name() + ": " + complaint));
            last = test;
            limit();
        } else if (tap instanceof TapLine.Plan plan) {
            if (block.plan.isPresent()) {
                again();
            }
            top().plan = OptionalInt.of(plan.tests());
            top().skipped = plan.skipped();
        } else if (tap instanceof TapLine.Version) {
            if (!block.untouched()) {
                again();
            }
            top().versioned = true;
        } else if (tap instanceof TapLine.BailOut bail) {
            block.bailedOut = Optional.of(("Bail out! " + bail.reason()).strip());
            bailedOut = open.size() == 1;
        }
    }

    /** Another block begins where one is: outside its results are done, inside they go to the test they are in. */
    private void again() {
        TapBlock block = top();
        if (open.size() > 1) {
            closeInnermost();
        } else {
            finish(block, null);
            open.pop();
            flush(block);
        }
        open.push(new TapBlock(block.prefix));
    }

    private void flush(TapBlock block) {
        block.skipped.filter(why -> block.tests.isEmpty()).ifPresent(report::skip);
        block.tests.forEach(test -> test.addTo(report, null));
        block.tests.clear();
        last = null;
    }

    /** What floods with results is not read to its end. */
    private void limit() {
        if (++count > Report.MAX_RESULTS) {
            report.complain("more than " + Report.MAX_RESULTS + " results; the others are left out");
            bailedOut = true;
        }
    }

    /** {@code # selftests: ptrace: peeksiginfo}, {@code # Subtest: name}: a test begins. */
    private boolean announced(String prefix, String content) {
        if (!prefix.endsWith("# ") || !ANNOUNCED.matcher(content).matches()) {
            return false;
        }
        String outer = prefix.substring(0, prefix.length() - 2);
        boolean opens = content.startsWith("Subtest") && outer.isBlank() && mayNestIn(outer);
        if (!isOfOpenBlock(outer) && opens) {
            openBetween(outer);
        }
        if (!isOfOpenBlock(outer)) {
            return false;
        }
        while (!top().prefix.equals(outer)) {
            closeInnermost();
        }
        TapBlock block = top();
        boolean namesItself =
                content.startsWith("Subtest") && !outer.isEmpty() && block.tests.isEmpty() && block.versioned;
        if (!namesItself) {
            if (block.announced.isPresent() || !block.waiting.isEmpty()) {
                unfinished(block);
            }
            block.announced = Optional.of(TestNames.of(content.replaceFirst("^Subtest: ", "")));
            block.output.clear();
        }
        last = null;
        return true;
    }

    /** Lines between: what a test printed before its result, or an explanation right after it. */
    private void other(String line, String prefix, String content) {
        TapBlock block = top();
        if (last != null && content.equals("---") && prefix.equals(block.prefix + "  ")) {
            yaml = 0;
            return;
        }
        String own = line.startsWith(block.prefix) ? line.substring(block.prefix.length()) : line;
        if (last != null && EXPLAINS.matcher(own).matches()) {
            if (Told.isOdd(last.status())) {
                last.output().line(own);
            }
        } else {
            block.output.line(own);
        }
    }

    /** The block of YAML that may follow a result. */
    private boolean yaml(String line) {
        if (yaml < 0 || last == null) {
            return false;
        }
        Matcher time = TIME.matcher(line);
        if (time.matches()) {
            last.took(Duration.ofNanos(Math.round(Double.parseDouble(time.group(1)) * 1e6)));
        }
        boolean ends = line.strip().equals("...") || ++yaml > MAX_YAML;
        if (ends) {
            yaml = -1;
        } else if (Told.isOdd(last.status())) {
            last.output().line(line);
        }
        return true;
    }

    private Report end() {
        while (open.size() > 1) {
            closeInnermost();
        }
        TapBlock block = top();
        finish(block, null);
        flush(block);
        return report.report();
    }
}
