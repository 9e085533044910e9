package org.kpulse.harness.crash;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Makes a crash of a report: its class, signature and title (docs/crashes.md). A signature is
 *
 * <pre>class in function, caller (what the kernel said)</pre>
 *
 * with the two innermost functions that are not {@link Bystanders}. No address, offset, number, line, processor, process or module is
 * part of it, so that it is the same in another boot, another build, and in a kernel that has the module built in.
 */
final class SignatureRules {

    private static final int FUNCTIONS = 2;
    private static final int MAX_SAID = 90;

    private static final Pattern OFFSET = Pattern.compile("\\+0x[0-9a-f]+(?:/0x[0-9a-f]+)?(?: \\[[\\w-]+\\])?");
    private static final Pattern NUMBER = Pattern.compile(
            "\\(____ptrval____\\)|\\b0x[0-9a-fA-F]+\\b|\\b(?=[a-f]*\\d)[0-9a-f]{8,}\\b|(?<![\\w.])-?\\d+(?:\\.\\d+)?(?!\\w)");
    /** A source file in a message: of a module from outside the kernel's tree, its directory is where it was built. */
    private static final Pattern SOURCE = Pattern.compile(" at (?:[^\\s:]*/)?([\\w.-]+\\.[chS]):\\d+");

    /** Where a module from outside the kernel's tree was built; paths of the tree begin with the name of a directory. */
    private static final Pattern BUILT_IN =
            Pattern.compile("(?<=\\s)(?:/|\\.\\.?/)(?:[^\\s:/]{1,255}/){0,40}(?=[\\w.-]+\\.[chS]\\b)");

    private static final Pattern PROCESS =
            Pattern.compile(" in process \\S+| by task \\S+| by \\S+/\\d+| pfn:[0-9a-f]+");
    private static final Pattern NAMED = Pattern.compile(
            "^BUG: K[A-Z]{3,5}: .* in ([A-Za-z_][\\w.$]*)(?:\\+0x| |$)|^WARNING: .* at \\S+:\\d+ ([A-Za-z_][\\w.$]*)");
    private static final Pattern ACCESS =
            Pattern.compile("^#PF: (?:supervisor|user) (read|write|instruction fetch)[\\w ]* in ");
    private static final Pattern FILE = Pattern.compile(" (at [\\w./-]{1,60}):\\d+");
    private static final Pattern SPEAKS_BEFORE_BUG =
            Pattern.compile("^(?:list_\\w+ corruption|usercopy: |(?:\\w+: )?detected buffer overflow|slab: |page:)");
    private static final String CUT_HERE = "------------[ cut here ]------------";
    private static final String OVERFLOW = "detected buffer overflow";

    private SignatureRules() {}

    /** The crash that a whole report tells of. */
    static Crash crash(Report report) {
        CallTrace trace = CallTrace.of(report.lines());
        Optional<String> message = message(report);
        CrashClass kind = refined(report, message);
        String said = said(kind, report, message);
        List<String> functions = functions(kind, report.sign().line(), trace);
        String where = functions.isEmpty() ? "" : " in " + String.join(", ", functions);
        String signature = kind.word() + where + (said.isEmpty() ? "" : " (" + said + ")");
        String title = message.map(m -> m + " / " + report.sign().line())
                .orElse(report.sign().line());
        return new Crash(
                kind,
                Crash.cut(signature, Crash.MAX_SIGNATURE),
                Crash.cut(title, Crash.MAX_TITLE),
                trace.all().stream()
                        .limit(Crash.MAX_FRAMES)
                        .map(frame -> (trace.guesses() && !trace.at().equals(Optional.of(frame)) ? "? " : "") + frame)
                        .map(frame -> Crash.cut(frame, Crash.MAX_FRAME))
                        .toList());
    }

    /** What the kernel says of a warning or bug stands before its sign. */
    private static Optional<String> message(Report report) {
        List<String> before = report.before();
        int cut = before.lastIndexOf(CUT_HERE);
        if (report.sign().kind() == CrashClass.WARNING) {
            return cut >= 0 && cut + 1 < before.size() ? Optional.of(before.get(cut + 1)) : Optional.empty();
        }
        if (report.sign().kind() == CrashClass.KERNEL_BUG) {
            return before.stream()
                    .filter(line -> SPEAKS_BEFORE_BUG.matcher(line).find())
                    .reduce((a, b) -> b);
        }
        return Optional.empty();
    }

    private static CrashClass refined(Report report, Optional<String> message) {
        CrashClass kind = report.sign().kind();
        boolean mayOverflow = kind == CrashClass.KERNEL_BUG || kind == CrashClass.WARNING;
        if (mayOverflow && message.filter(m -> m.contains(OVERFLOW)).isPresent()) {
            return CrashClass.FORTIFY_BUG;
        }
        boolean shadow = report.lines().stream().anyMatch(line -> line.startsWith("KASAN: "));
        return kind == CrashClass.OOPS && shadow ? CrashClass.KASAN : kind;
    }

    private static String said(CrashClass kind, Report report, Optional<String> message) {
        String line = report.sign().line();
        return switch (kind) {
            case NULL_DEREFERENCE, PAGE_FAULT, STACK_OVERFLOW -> access(report.lines());
            case SOFT_LOCKUP, HARD_LOCKUP, HUNG_TASK, RCU_STALL, REBOOT, HANG -> "";
            case OOM_KILL -> outOf(report.lines());
            case PANIC, INIT_KILLED -> plain(line.replaceFirst("^.*?not syncing: ?", ""));
            case OOPS ->
                plain(line.replaceFirst("^(?:Oops|Internal error|traps: PANIC|PANIC): ?", "")
                        .replaceFirst("(?:,.*)?(?:: [0-9a-f]{4,16})? \\[#\\d+\\].*", "")
                        .replaceFirst(",.*", ""));
            case KASAN, KFENCE, KMSAN, KCSAN ->
                plain(line.replaceFirst("^BUG: K[A-Z]+: ", "")
                        .replaceFirst(" in .*", "")
                        .replaceFirst("^(?:Oops: )?([^,:]*)[,:].*", "$1"));
            case UBSAN -> plain(line.replaceFirst("^UBSAN: ", "").replaceFirst("(\\.[chS]):\\d+.*", "$1"));
            case BUG, LOCKUP ->
                plain(line.replaceFirst("^BUG: ", "")
                        .replaceFirst(
                                "(scheduling while atomic|workqueue lockup|spinlock [a-z ]+?)(?:[: ] ?-?| on CPU).*",
                                "$1")
                        .replaceFirst("(\\.[chS]):\\d+", "$1"));
            case LOCKDEP ->
                plain(line.replaceFirst("^(?:WARNING|\\[ BUG): ", "").replaceFirst("^.* still has", "still has"));
            case WARNING, KERNEL_BUG, FORTIFY_BUG ->
                message.map(SignatureRules::plain).orElseGet(() -> file(line));
        };
    }

    /** The source file, where the kernel says nothing else. */
    private static String file(String line) {
        Matcher file = FILE.matcher(withoutPlaceOfBuild(line));
        return file.find() ? file.group(1) : "";
    }

    private static String withoutPlaceOfBuild(String text) {
        return BUILT_IN.matcher(text).replaceAll("");
    }

    private static String access(List<String> lines) {
        return lines.stream()
                .map(ACCESS::matcher)
                .filter(Matcher::find)
                .map(m -> m.group(1).equals("instruction fetch") ? "execute" : m.group(1))
                .findFirst()
                .orElse("");
    }

    private static String outOf(List<String> lines) {
        boolean group = lines.stream()
                .anyMatch(
                        l -> l.contains("constraint=CONSTRAINT_MEMCG") || l.startsWith("Memory cgroup out of memory"));
        return group ? "memory of a cgroup" : "memory of the machine";
    }

    /** Without what another boot would print differently. */
    static String plain(String text) {
        String plain = PROCESS.matcher(text).replaceAll("");
        plain = SOURCE.matcher(plain).replaceAll(" at $1");
        plain = withoutPlaceOfBuild(plain);
        plain = OFFSET.matcher(plain).replaceAll("");
        plain = NUMBER.matcher(plain).replaceAll("N");
        return Crash.cut(plain.replaceAll("\\s+", " ").strip(), MAX_SAID);
    }

    private static List<String> functions(CrashClass kind, String title, CallTrace trace) {
        if (kind == CrashClass.OOM_KILL) {
            return List.of();
        }
        Matcher named = NAMED.matcher(title);
        Optional<String> first = named.find()
                ? Optional.ofNullable(named.group(1) != null ? named.group(1) : named.group(2))
                : Optional.empty();
        return Stream.concat(first.map(f -> new CallTrace.Frame(f, Optional.empty())).stream(), trace.all().stream())
                .map(CallTrace.Frame::plain)
                .filter(function -> !Bystanders.contain(function))
                .distinct()
                .limit(FUNCTIONS)
                .toList();
    }
}
