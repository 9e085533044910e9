package org.kpulse.harness.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of one report while they come in. Bounded; not thread-safe. */
final class Report {

    static final int MAX_LINES = 400;

    private static final Pattern TRACE = Pattern.compile("^\\s*[Cc]all [Tt]race:|^---\\[ end trace");
    private static final Pattern KILLED = Pattern.compile("^(?:Memory cgroup out|Out) of memory: Killed process ");

    private final Sign sign;
    private final List<String> before;
    private final List<String> lines = new ArrayList<>();
    private boolean traced;
    private boolean killed;

    /**
     * A report that begins.
     *
     * @param before the lines just before it, the nearest last
     */
    Report(Sign sign, List<String> before) {
        this.sign = sign;
        this.before = List.copyOf(before);
        add(sign.line());
    }

    /** Takes a line without its time stamp. */
    void add(String line) {
        if (lines.size() < MAX_LINES) {
            lines.add(line);
        }
        traced |= TRACE.matcher(line).find();
        killed |= KILLED.matcher(line).find();
    }

    /** Whether a sign belongs to this report instead of beginning another: many reports begin with several signs. */
    boolean continuesWith(Sign next) {
        return switch (sign.kind()) {
            case NULL_DEREFERENCE, PAGE_FAULT, STACK_OVERFLOW, KERNEL_BUG, OOPS ->
                next.kind() == CrashClass.OOPS && !traced;
            case OOM_KILL -> next.kind() == CrashClass.OOM_KILL && !killed;
            case RCU_STALL -> next.kind() == CrashClass.RCU_STALL && !traced;
            default -> false;
        };
    }

    /** Whether nothing more of it will come. */
    boolean complete() {
        String last = lines.get(lines.size() - 1);
        return lines.size() >= MAX_LINES || killed || last.startsWith("---[ end trace");
    }

    Sign sign() {
        return sign;
    }

    List<String> before() {
        return before;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
