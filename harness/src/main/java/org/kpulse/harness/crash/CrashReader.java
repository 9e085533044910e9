package org.kpulse.harness.crash;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the crashes in a kernel's log, line by line. A crash that comes again (a lockup is reported every few seconds) counts once.
 * Bounded whatever is printed; not thread-safe.
 */
public final class CrashReader {

    /** So many crashes of a boot are kept, the first ones. */
    public static final int MAX_CRASHES = 20;

    private static final int LINES_BEFORE = 6;
    private static final int MAX_LINE = 1000;
    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7e\\t]");

    private final Deque<String> before = new ArrayDeque<>();
    private final Map<String, Found> found = new LinkedHashMap<>();
    private @Nullable Report open;

    private record Found(Crash crash, String line) {}

    /** Takes the next line, with or without level and time stamp. */
    public void line(String line) {
        if (found.size() >= MAX_CRASHES || KernelLog.isUsers(line)) {
            return;
        }
        String clean = UNPRINTABLE.matcher(Crash.cut(line, MAX_LINE)).replaceAll("?");
        String text = KernelLog.strip(clean);
        KernelLog.sign(clean).ifPresentOrElse(sign -> sign(sign), () -> append(text));
        before.addLast(text);
        if (before.size() > LINES_BEFORE) {
            before.removeFirst();
        }
    }

    private void sign(Sign sign) {
        if (open != null && open.continuesWith(sign)) {
            append(sign.line());
            return;
        }
        close();
        open = new Report(sign, List.copyOf(before));
        closeIfComplete();
    }

    private void append(String text) {
        if (open != null) {
            open.add(text);
            closeIfComplete();
        }
    }

    private void closeIfComplete() {
        if (open != null && open.complete()) {
            close();
        }
    }

    private void close() {
        if (open != null) {
            Crash crash = SignatureRules.crash(open);
            found.putIfAbsent(crash.signature(), new Found(crash, open.sign().line()));
            open = null;
        }
    }

    /** All that were found, in their order; a report that is still open counts as it is. */
    public List<Crash> crashes() {
        return without(Set.of());
    }

    /** Those that do not begin with one of these lines. */
    private List<Crash> without(Set<String> lines) {
        List<Found> all = new ArrayList<>(found.values());
        if (open != null) {
            Crash crash = SignatureRules.crash(open);
            if (!isBeginningOfAFoundOne(crash.signature())) {
                all.add(new Found(crash, open.sign().line()));
            }
        }
        return all.stream()
                .filter(each -> !lines.contains(each.line()))
                .map(Found::crash)
                .limit(MAX_CRASHES)
                .toList();
    }

    /** A report that comes again and is cut off lacks the end of its signature. */
    private boolean isBeginningOfAFoundOne(String signature) {
        return found.keySet().stream().anyMatch(whole -> whole.startsWith(signature));
    }

    /**
     * The crashes of a boot: those in the log that the guest sent, which has every line, then those that only the console shows.
     * On a quiet console a report may lack the lines that the log has.
     *
     * @param log the kernel's log as the guest sent it at its end; empty when it sent none
     */
    public List<Crash> joined(String log) {
        if (log.isBlank()) {
            return crashes();
        }
        CrashReader reader = new CrashReader();
        log.lines().forEach(reader::line);
        Map<String, Crash> joined = new LinkedHashMap<>();
        reader.crashes().forEach(crash -> joined.put(crash.signature(), crash));
        Set<String> lines =
                Set.copyOf(log.lines().map(KernelLog::strip).distinct().toList());
        without(lines).forEach(crash -> joined.putIfAbsent(crash.signature(), crash));
        return joined.values().stream().limit(MAX_CRASHES).toList();
    }
}
