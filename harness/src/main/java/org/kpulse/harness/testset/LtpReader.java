package org.kpulse.harness.testset;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what the Linux Test Project prints: the lines of its programs ({@code file.c:12: TPASS: ...} and the older {@code name 1 TPASS :
 * ...}), ltp-pan's output with its {@code <<<test_start>>>} marks, and the table of runltp's log. One result a program: what its lines
 * say is told apart by text alone, which differs from run to run.
 */
public final class LtpReader {

    /** LTP's words for results. */
    private enum Word {
        TPASS(TestStatus.PASS),
        TCONF(TestStatus.SKIP),
        TWARN(TestStatus.UNRESOLVED),
        TBROK(TestStatus.UNRESOLVED),
        TFAIL(TestStatus.FAIL);

        private final TestStatus status;

        Word(TestStatus status) {
            this.status = status;
        }
    }

    private static final Pattern NEW =
            Pattern.compile("^[^\\s:]{1,100}:\\d{1,7}: (T?(?:PASS|FAIL|BROK|CONF|WARN)): .*$");
    private static final Pattern OLD =
            Pattern.compile("^\\S{1,200}\\s{1,20}\\d{1,9}\\s{1,20}(T(?:PASS|FAIL|BROK|CONF|WARN)) {1,3}: .*$");
    private static final Pattern SUMMARY = Pattern.compile("^(passed|failed|broken|skipped|warnings)\\s+(\\d{1,9})$");
    private static final Map<String, Word> COUNTED = Map.of(
            "passed",
            Word.TPASS,
            "failed",
            Word.TFAIL,
            "broken",
            Word.TBROK,
            "skipped",
            Word.TCONF,
            "warnings",
            Word.TWARN);
    private static final Pattern TABLE =
            Pattern.compile("^(\\S{1,200})\\s+(PASS|FAIL|BROK|CONF|WARN)\\s+(\\d{1,9})\\s*$");
    private static final Pattern TAG = Pattern.compile("^\\s*tag=(\\S{1,200})(?:\\s.*)?$");
    private static final Pattern ENDED =
            Pattern.compile("duration=(\\d{1,9}) termination_type=(\\w{1,20}) termination_id=(\\d{1,9})");
    private static final Pattern MARK = Pattern.compile("^<<<\\w{1,40}>>>\\s*$");
    private static final String START = "<<<test_start>>>";
    private static final String END = "<<<test_end>>>";

    private final ReportBuilder report = new ReportBuilder();

    private LtpReader() {}

    /** What one program printed and returned. */
    public static TestReport read(ProgramRun run) {
        LtpReader reader = new LtpReader();
        Program program = new Program(run.name());
        Lines.of(run.output(), Lines.MAX_LINE, reader.report).forEach(program::line);
        program.exitCode = run.exitCode();
        program.duration = Optional.of(run.duration());
        program.addTo(reader.report);
        return reader.report.report();
    }

    /** What ltp-pan or runltp wrote of many programs. */
    public static TestReport readAll(String output) {
        LtpReader reader = new LtpReader();
        reader.all(Lines.of(output, Lines.MAX_LINE, reader.report));
        return reader.report.report();
    }

    private void all(List<String> lines) {
        Program program = null;
        for (String line : lines) {
            if (line.strip().equals(START)) {
                end(program, false);
                program = new Program("");
            } else if (program == null) {
                table(line);
            } else if (line.strip().equals(END)) {
                end(program, true);
                program = null;
            } else {
                program.paned(line);
            }
        }
        end(program, false);
    }

    private void end(@Nullable Program program, boolean whole) {
        if (program != null) {
            if (!whole) {
                report.complain(program.name + ": the output ends or goes on without its end");
            }
            program.addTo(report);
        }
    }

    private void table(String line) {
        Matcher row = TABLE.matcher(line);
        if (row.matches()) {
            TestStatus told = Word.valueOf("T" + row.group(2)).status;
            TestStatus code = ExitCodes.LTP.status(Integer.parseInt(row.group(3)));
            TestStatus status = told == TestStatus.SKIP && code == TestStatus.PASS ? told : told.and(code);
            report.add(row.group(1), 1, status, Optional.empty(), "exit value " + row.group(3), "");
        }
    }

    /** What is known of one program. */
    private static final class Program {

        private final Map<Word, Long> lines = new EnumMap<>(Word.class);
        private final Map<Word, Long> summary = new EnumMap<>(Word.class);
        private final Output output = new Output();
        private String name;
        private int exitCode = -1;
        private String ended = "";
        private Optional<Duration> duration = Optional.empty();

        Program(String name) {
            this.name = name;
        }

        /** A line between ltp-pan's marks. */
        void paned(String line) {
            Matcher tag = TAG.matcher(line);
            Matcher end = ENDED.matcher(line);
            if (name.isEmpty() && tag.matches()) {
                name = tag.group(1);
            } else if (end.find()) {
                duration = Optional.of(Duration.ofSeconds(Long.parseLong(end.group(1))));
                ended = end.group(2);
                exitCode = ended.equals("exited") ? Integer.parseInt(end.group(3)) : -1;
            } else if (!MARK.matcher(line).matches()) {
                line(line);
            }
        }

        void line(String line) {
            output.line(line);
            Matcher result = NEW.matcher(line);
            if (!result.matches()) {
                result = OLD.matcher(line);
            }
            Matcher count = SUMMARY.matcher(line);
            if (result.matches()) {
                String word = result.group(1);
                lines.merge(Word.valueOf(word.startsWith("T") ? word : "T" + word), 1L, Long::sum);
            } else if (count.matches()) {
                summary.merge(COUNTED.get(count.group(1)), Long.parseLong(count.group(2)), Long::sum);
            }
        }

        void addTo(ReportBuilder report) {
            String called = name.isEmpty() ? "unnamed" : name;
            summary.forEach((word, count) -> {
                if (!count.equals(lines.getOrDefault(word, 0L))) {
                    report.complain(called + ": its summary counts " + count + " " + word + ", its lines "
                            + lines.getOrDefault(word, 0L));
                }
            });
            TestStatus code = exitCode < 0 ? TestStatus.UNRESOLVED : ExitCodes.LTP.status(exitCode);
            TestStatus told = told();
            TestStatus status = told == TestStatus.SKIP && code == TestStatus.PASS ? told : told.and(code);
            report.add(called, 1, status, duration, reason(), output.text());
        }

        /** Of its lines; not applicable only if nothing passed. */
        private TestStatus told() {
            boolean passed = lines.containsKey(Word.TPASS);
            return lines.keySet().stream()
                    .filter(word -> word != Word.TCONF || !passed)
                    .map(word -> word.status)
                    .reduce(TestStatus.PASS, TestStatus::and);
        }

        private String reason() {
            String counts = lines.entrySet().stream()
                    .map(each -> each.getValue() + " " + each.getKey())
                    .collect(Collectors.joining(", "));
            String how = exitCode >= 0
                    ? ExitCodes.why(exitCode).isEmpty() ? "exit code " + exitCode : ExitCodes.why(exitCode)
                    : ended.isEmpty() ? "no exit code" : "ended by " + ended;
            return counts.isEmpty() ? how : counts + "; " + how;
        }
    }
}
