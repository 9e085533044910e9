package org.kpulse.harness.tests.foreign;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.kpulse.harness.run.TestResult.Outcome;

/**
 * Reads what a program of the Linux Test Project printed: {@code file.c:12: TPASS: ...}, the older {@code name 1 TPASS : ...}, and the
 * summary. One result a program: its lines have no names, only texts that differ from run to run.
 */
public final class LtpReader {

    /** LTP's words for results. */
    private enum Word {
        TPASS(Outcome.PASS),
        TCONF(Outcome.SKIP),
        TWARN(Outcome.UNRESOLVED),
        TBROK(Outcome.UNRESOLVED),
        TFAIL(Outcome.FAIL);

        private final Outcome status;

        Word(Outcome status) {
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

    private final Map<Word, Long> lines = new EnumMap<>(Word.class);
    private final Map<Word, Long> summary = new EnumMap<>(Word.class);
    private final Output output = new Output();

    private LtpReader() {}

    /** What one program printed and returned: the worse of what its lines and its exit code say. */
    public static Report read(ProgramRun run) {
        ReportBuilder report = new ReportBuilder();
        LtpReader reader = new LtpReader();
        Lines.of(run.output(), Lines.MAX_LINE, report).forEach(reader::line);
        reader.addTo(report, run);
        return report.report();
    }

    private void line(String line) {
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

    private void addTo(ReportBuilder report, ProgramRun run) {
        summary.forEach((word, count) -> {
            if (!count.equals(lines.getOrDefault(word, 0L))) {
                report.complain(run.name() + ": its summary counts " + count + " " + word + ", its lines "
                        + lines.getOrDefault(word, 0L));
            }
        });
        Outcome code = ExitCodes.LTP.status(run.exitCode());
        Outcome told = told();
        Outcome status = told == Outcome.SKIP && code == Outcome.PASS ? told : worse(told, code);
        report.add(run.name(), status, Optional.of(run.duration()), reason(run.exitCode()), output.text());
    }

    /** Of its lines; not applicable only if nothing passed. */
    private Outcome told() {
        boolean passed = lines.containsKey(Word.TPASS);
        return lines.keySet().stream()
                .filter(word -> word != Word.TCONF || !passed)
                .map(word -> word.status)
                .reduce(Outcome.PASS, LtpReader::worse);
    }

    private static Outcome worse(Outcome one, Outcome other) {
        for (Outcome each : new Outcome[] {Outcome.FAIL, Outcome.UNRESOLVED, Outcome.SKIP}) {
            if (one == each || other == each) {
                return each;
            }
        }
        return Outcome.PASS;
    }

    private String reason(int exitCode) {
        String counts = lines.entrySet().stream()
                .map(each -> each.getValue() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        String how = ExitCodes.why(exitCode).isEmpty() ? "exit code " + exitCode : ExitCodes.why(exitCode);
        return counts.isEmpty() ? how : counts + "; " + how;
    }
}
