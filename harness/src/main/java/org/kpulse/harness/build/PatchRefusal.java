package org.kpulse.harness.build;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says why {@code git am} refused a patch: file and hunk. Pure. */
final class PatchRefusal {

    private static final Pattern FAILED = Pattern.compile("error: patch failed: (.+):(\\d+)");
    private static final Pattern ABOUT_FILE = Pattern.compile(
            "error: (.+: (?:does not exist in index|already exists in "
                    + "index|does not match index|No such file or directory|already exists in working directory|wrong type))");
    private static final Pattern PATH =
            Pattern.compile("error: (invalid path '.*'|affected file '.*' is beyond a symbolic link)");
    private static final Pattern SUBJECT = Pattern.compile("Patch failed at (\\d+) (.*)");
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,\\d+)? \\+\\d+(?:,\\d+)? @@.*");

    private PatchRefusal() {}

    /** One sentence without the final full stop. */
    static String reason(Patch patch, String said) {
        List<String> lines = said.lines().map(String::strip).toList();
        String which = "The patch " + patch.path().getFileName()
                + first(lines, SUBJECT)
                        .map(m -> " (mail " + Integer.parseInt(m.group(1)) + ", \"" + m.group(2) + "\")")
                        .orElse("")
                + " does not apply: ";
        Optional<Matcher> path = first(lines, PATH);
        if (path.isPresent()) {
            return which + path.get().group(1);
        }
        Optional<Matcher> failed = first(lines, FAILED);
        if (failed.isPresent()) {
            String file = failed.get().group(1);
            return which + hunk(patch, file, Long.parseLong(failed.get().group(2))) + " of " + file;
        }
        return which
                + first(lines, ABOUT_FILE)
                        .map(m -> m.group(1))
                        .orElseGet(() -> lines.stream()
                                .filter(l -> l.startsWith("error: ") || l.startsWith("fatal: "))
                                .map(l -> l.substring(7))
                                .findFirst()
                                .orElse("it is no mail with a patch; git format-patch makes such"));
    }

    /** The hunk of a file that begins at this line of the old text: {@code hunk 2 (@@ -10,7 +10,8 @@)}. */
    private static String hunk(Patch patch, String file, long line) {
        boolean here = false;
        int number = 0;
        for (String each : patch.content().lines().toList()) {
            if (each.startsWith("--- ") || each.startsWith("diff --git ")) {
                boolean names = each.strip().endsWith("/" + file);
                here = each.startsWith("diff ") ? names : here || names;
                number = 0;
            }
            Matcher hunk = HUNK.matcher(each);
            if (here && hunk.matches()) {
                number++;
                if (Long.parseLong(hunk.group(1)) == line) {
                    return String.format(
                            Locale.ROOT, "hunk %d (%s)", number, each.substring(0, each.indexOf("@@", 2) + 2));
                }
            }
        }
        return "the hunk at line " + line;
    }

    private static Optional<Matcher> first(List<String> lines, Pattern pattern) {
        return lines.stream().map(pattern::matcher).filter(Matcher::matches).findFirst();
    }
}
