package org.kpulse.harness.patch;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.profile.CommitWeight.Touched;
import org.kpulse.harness.fault.UsageException;

/**
 * Reads which functions a patch touches: unified diffs as git makes them, alone, in mails, or many in one file.
 *
 * <p>A changed line belongs to the function whose definition was begun, at the left margin, last before it in its hunk, or else to
 * the one that git names behind the {@code @@}; after a closing brace at the left margin it belongs to none until the next definition
 * begins. So a diff with whole functions as context ({@code git diff -W}) is read exactly, and a plain one nearly so: git's name may be
 * that of a function that ended before the hunk.
 */
public final class PatchReader {

    private static final int MAX_CHARS = 64 << 20;
    private static final int MAX_LINE = 4_000;

    private static final Pattern FILE = Pattern.compile("(?:---|\\+\\+\\+) (?:[ab]/)?([^\\t]+)(?:\\t.*)?");
    private static final Pattern HUNK =
            Pattern.compile("@@ -\\d{1,9}(?:,(\\d{1,9}))? \\+\\d{1,9}(?:,(\\d{1,9}))? @@(?: (.*))?");

    /** A name before the first parenthesis of a line at the left margin that ends no statement. */
    private static final Pattern DEFINITION =
            Pattern.compile("(?:[A-Za-z_][\\w]*[\\s*]+){0,20}\\**([A-Za-z_]\\w*)\\s*\\([^;]*");

    private static final Pattern SYSCALL =
            Pattern.compile("(COMPAT_)?SYSCALL(?:32)?_DEFINE\\d\\(\\s*([A-Za-z_]\\w*)[^;]*");
    /** What stands at the left margin and is no label, nor a directive inside of a function. */
    private static final Pattern FILE_SCOPE = Pattern.compile("[A-Za-z_](?!\\w*\\s*:)|#\\s*define");

    private static final Pattern NOT_A_FUNCTION =
            Pattern.compile("if|for|while|switch|return|sizeof|typeof|__attribute__|[A-Z][A-Z0-9_]*");
    private static final Pattern COMMENT = Pattern.compile("\\s*(?:/\\*.*|\\*.*|//.*)?");

    private final Set<String> functions = new TreeSet<>();
    private final Set<String> files = new TreeSet<>();
    private boolean outside;
    private String file = "";
    private Set<String> current = Set.of();

    private PatchReader() {}

    /**
     * What a patch touches. Functions are those of C files; a system call's definition is all the functions that its macro makes.
     *
     * @throws UsageException if there is no diff in it, or it is longer than 64 Mi characters
     */
    public static Touched read(String patch) {
        if (patch.length() > MAX_CHARS) {
            throw new UsageException("The patch is longer than " + (MAX_CHARS >> 20) + " Mi characters.");
        }
        PatchReader reader = new PatchReader();
        reader.lines(patch.split("\r?\n", -1));
        if (reader.files.isEmpty()) {
            throw new UsageException(
                    "There is no diff in the patch: no line begins with \"+++ \" behind one with \"--- \".");
        }
        return new Touched(reader.functions, reader.files, reader.outside);
    }

    private void lines(String[] lines) {
        int at = 0;
        while (at < lines.length) {
            Matcher hunk = HUNK.matcher(shortened(lines[at]));
            if (hunk.matches() && !file.isEmpty()) {
                at = hunk(lines, at + 1, hunk);
            } else {
                if (at > 0 && lines[at].startsWith("+++ ") && lines[at - 1].startsWith("--- ")) {
                    file(lines[at - 1], lines[at]);
                } else if (lines[at].startsWith("diff --git ")) {
                    file = "";
                }
                renamed(lines[at]);
                at++;
            }
        }
    }

    private void file(String before, String after) {
        String name = name(after).equals("/dev/null") ? name(before) : name(after);
        file = name;
        files.add(name);
    }

    private static String name(String line) {
        Matcher matcher = FILE.matcher(shortened(line));
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Files that move without a changed line, or are not text. */
    private void renamed(String line) {
        for (String start : new String[] {"rename from ", "rename to "}) {
            if (line.startsWith(start)) {
                files.add(shortened(line).substring(start.length()));
            }
        }
        if (line.startsWith("Binary files ") && line.endsWith(" differ")) {
            files.add(shortened(line).replaceFirst(".* and (?:b/)?", "").replaceFirst(" differ$", ""));
        }
    }

    /** Reads a hunk's lines by the numbers of its head, so that what a mail says behind it is not taken for code. */
    private int hunk(String[] lines, int from, Matcher head) {
        long before = count(head.group(1));
        long after = count(head.group(2));
        current = defined(head.group(3) == null ? "" : head.group(3));
        int at = from;
        while (at < lines.length && (before > 0 || after > 0)) {
            String line = shortened(lines[at]);
            char kind = line.isEmpty() ? ' ' : line.charAt(0);
            if (kind != ' ' && kind != '+' && kind != '-' && kind != '\\') {
                return at;
            }
            before -= kind == ' ' || kind == '-' ? 1 : 0;
            after -= kind == ' ' || kind == '+' ? 1 : 0;
            line(kind, line.isEmpty() ? "" : line.substring(1));
            at++;
        }
        return at;
    }

    private static long count(@Nullable String digits) {
        return digits == null ? 1 : Long.parseLong(digits);
    }

    private void line(char kind, String code) {
        if (FILE_SCOPE.matcher(code).lookingAt()) {
            current = defined(code);
        }
        boolean changed = (kind == '+' || kind == '-') && !COMMENT.matcher(code).matches();
        if (changed && file.endsWith(".c")) {
            functions.addAll(current);
            outside |= current.isEmpty();
        }
        if (code.startsWith("}")) {
            current = Set.of();
        }
    }

    /** Names of the functions whose definition a line begins. */
    private static Set<String> defined(String line) {
        Matcher syscall = SYSCALL.matcher(line);
        if (syscall.matches()) {
            return systemCall(syscall.group(2), syscall.group(1) != null);
        }
        Matcher definition = DEFINITION.matcher(line);
        if (!definition.matches() || NOT_A_FUNCTION.matcher(definition.group(1)).matches()) {
            return Set.of();
        }
        return Set.of(definition.group(1));
    }

    /** The functions that {@code SYSCALL_DEFINEn(name, ...)} makes, of all architectures. */
    private static Set<String> systemCall(String name, boolean compat) {
        String part = compat ? "compat_sys_" : "sys_";
        return Set.of(
                "__do_" + part + name,
                "__se_" + part + name,
                "__x64_" + part + name,
                "__ia32_" + part + name,
                "__arm64_" + part + name,
                part + name);
    }

    private static String shortened(String line) {
        return line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
    }
}
