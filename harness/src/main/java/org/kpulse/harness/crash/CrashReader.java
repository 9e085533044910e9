package org.kpulse.harness.crash;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the crashes in a kernel's log, line by line. A crash that comes again (a lockup is reported every few seconds) counts once.
 * Bounded whatever is printed; not thread-safe.
 */
public final class CrashReader {

    /** So many crashes of a boot are kept: the first ones, and of the rest the first that fails a run if none of them does. */
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
        if ((found.size() >= MAX_CRASHES && failsARun(found)) || KernelLog.isUsers(line)) {
            return;
        }
        String clean = clean(line);
        String text = KernelLog.strip(clean);
        KernelLog.sign(clean).ifPresentOrElse(sign -> sign(sign), () -> append(text));
        before.addLast(text);
        if (before.size() > LINES_BEFORE) {
            before.removeFirst();
        }
    }

    /** Printable, and not longer than a kernel prints: the log comes from a guest. */
    private static String clean(String line) {
        return UNPRINTABLE.matcher(Crash.cut(line, MAX_LINE)).replaceAll("?");
    }

    private static String shown(String line) {
        return KernelLog.strip(clean(line));
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
            if (!isBeginningOfAFoundOne(crash)) {
                keep(found, new Found(crash, open.sign().line()));
            }
            open = null;
        }
    }

    private static void keep(Map<String, Found> kept, Found next) {
        if (kept.size() < MAX_CRASHES) {
            kept.putIfAbsent(next.crash().signature(), next);
        } else if (next.crash().kind().fault().isPresent() && !failsARun(kept)) {
            List<String> signatures = List.copyOf(kept.keySet());
            kept.remove(signatures.get(signatures.size() - 1));
            kept.put(next.crash().signature(), next);
        }
    }

    private static boolean failsARun(Map<String, Found> kept) {
        return kept.values().stream()
                .anyMatch(each -> each.crash().kind().fault().isPresent());
    }

    /** All that were found, in their order; a report that is still open counts as it is. */
    public List<Crash> crashes() {
        return all().stream().map(Found::crash).toList();
    }

    private List<Found> all() {
        Map<String, Found> all = new LinkedHashMap<>(found);
        if (open != null) {
            Crash crash = SignatureRules.crash(open);
            if (!isBeginningOfAFoundOne(crash)) {
                keep(all, new Found(crash, open.sign().line()));
            }
        }
        return List.copyOf(all.values());
    }

    /** A report that comes again and is cut off lacks the functions of its signature, or the last of them. */
    private boolean isBeginningOfAFoundOne(Crash cut) {
        String said = cut.signature().substring(cut.kind().word().length());
        return found.values().stream()
                .map(Found::crash)
                .filter(whole -> whole.kind() == cut.kind())
                .anyMatch(whole -> whole.signature().startsWith(cut.signature())
                        || whole.signature().endsWith(said));
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
        Map<String, Found> joined = new LinkedHashMap<>();
        reader.all().forEach(each -> keep(joined, each));
        Set<String> lines = log.lines().map(CrashReader::shown).collect(Collectors.toSet());
        all().stream().filter(each -> !lines.contains(each.line())).forEach(each -> keep(joined, each));
        return joined.values().stream().map(Found::crash).toList();
    }
}
