package org.kpulse.harness.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The call trace of a report: where the processor was, and who called. Only the first trace of a report counts; those after it
 * are of other processors, of allocations, or of what followed.
 *
 * @param at the function in which the processor was, if it was in one
 * @param frames calls, the innermost first, without it; repeated neighbours once
 * @param guesses whether there were only frames that the kernel itself marked with a question mark
 */
record CallTrace(Optional<Frame> at, List<Frame> frames, boolean guesses) {

    private static final String SYMBOL = "([A-Za-z_][\\w.$]*)\\+0x[0-9a-f]+/0x[0-9a-f]+(?: \\[([\\w-]+)[^\\]]*\\])?";
    private static final Pattern AT = Pattern.compile("^(?:RIP: 0010:|pc : |epc : |NIP \\[[0-9a-f]+\\] )" + SYMBOL);
    private static final Pattern OF_A_PROGRAM = Pattern.compile("^RIP: 0033:");
    private static final Pattern BEGIN = Pattern.compile("^\\s*[Cc]all [Tt]race:");
    private static final Pattern CALL = Pattern.compile("^\\s*(\\? )?\\s*(?:\\[<[0-9a-f]+>\\] )?" + SYMBOL + "\\s*$");
    private static final Pattern MARK = Pattern.compile("^\\s*<(/?)(TASK|IRQ|NMI|SOFTIRQ|#?[A-Z]{2,8})>\\s*$");
    private static final Pattern END = Pattern.compile(
            "^(?:---\\[ end trace|Modules linked in|(?:Allocated|Freed) by |Last potentially|The buggy address|Mem-Info:|Kernel Offset)");
    private static final int MOST_LINES = 400;

    /**
     * A function in a trace.
     *
     * @param function without offset
     * @param module empty for the kernel itself
     */
    record Frame(String function, Optional<String> module) {

        private static final Pattern SUFFIX =
                Pattern.compile("\\.(?:cold|constprop|isra|part|llvm|lto_priv)(?:\\.\\d+)*");

        /** Without what the compiler appended when it cut a function in pieces. */
        String plain() {
            return SUFFIX.matcher(function).replaceAll("");
        }

        @Override
        public String toString() {
            return function + module.map(m -> " [" + m + "]").orElse("");
        }
    }

    CallTrace {
        frames = List.copyOf(frames);
    }

    /** Reads the first trace of a report. */
    static CallTrace of(List<String> report) {
        Optional<Frame> at = Optional.empty();
        List<Frame> sure = new ArrayList<>();
        List<Frame> guessed = new ArrayList<>();
        boolean begun = false;
        boolean interrupt = false;
        for (String line : report.subList(0, Math.min(report.size(), MOST_LINES))) {
            if (begun && (END.matcher(line).find() || OF_A_PROGRAM.matcher(line).find())) {
                break;
            }
            Matcher mark = MARK.matcher(line);
            if (begun && mark.matches()) {
                if (mark.group(1).equals("/") && mark.group(2).equals("TASK")) {
                    break;
                }
                interrupt = mark.group(1).isEmpty() && !mark.group(2).equals("TASK");
                continue;
            }
            Matcher where = AT.matcher(line);
            if (where.find()) {
                if (at.isEmpty()) {
                    at = Optional.of(frame(where, 1));
                    if (interrupt) {
                        sure.clear();
                    }
                }
                continue;
            }
            if (BEGIN.matcher(line).find()) {
                begun = true;
                continue;
            }
            Matcher call = CALL.matcher(line);
            if (begun && call.matches()) {
                add(call.group(1) == null ? sure : guessed, frame(call, 2));
            }
        }
        boolean guesses = sure.isEmpty();
        return new CallTrace(at, guesses ? guessed : sure, guesses && !guessed.isEmpty());
    }

    private static Frame frame(Matcher matcher, int group) {
        return new Frame(matcher.group(group), Optional.ofNullable(matcher.group(group + 1)));
    }

    private static void add(List<Frame> frames, Frame frame) {
        boolean repeated = !frames.isEmpty() && frames.get(frames.size() - 1).equals(frame);
        if (!repeated && frames.size() < Crash.MAX_FRAMES - 1) {
            frames.add(frame);
        }
    }

    /** All functions, the innermost first. */
    List<Frame> all() {
        List<Frame> all = new ArrayList<>();
        at.ifPresent(all::add);
        boolean repeated = at.isPresent() && !frames.isEmpty() && frames.get(0).equals(at.get());
        all.addAll(repeated ? frames.subList(1, frames.size()) : frames);
        return all;
    }
}
