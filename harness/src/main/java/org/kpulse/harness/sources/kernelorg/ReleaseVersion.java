package org.kpulse.harness.sources.kernelorg;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version as kernel.org writes it: {@code 6.12}, {@code 6.12.3}, {@code 6.13-rc1} or {@code next-20241128}.
 *
 * @param text as written
 */
public record ReleaseVersion(String text) implements Comparable<ReleaseVersion> {

    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,4})((?:\\.\\d{1,5}){0,2})(?:-rc(\\d{1,3}))?");
    private static final Pattern NEXT = Pattern.compile("next-\\d{8}");
    private static final int RELEASED = 1000;

    public ReleaseVersion {
        if (!FORM.matcher(text).matches() && !NEXT.matcher(text).matches()) {
            throw new IllegalArgumentException("not a version of kernel.org: " + text);
        }
    }

    /** The version, if the text is one. */
    public static Optional<ReleaseVersion> parse(String text) {
        boolean fits = FORM.matcher(text).matches() || NEXT.matcher(text).matches();
        return fits ? Optional.of(new ReleaseVersion(text)) : Optional.empty();
    }

    /** Whether it is a day of linux-next, of which there is no archive. */
    public boolean isNext() {
        return text.startsWith("next-");
    }

    /** Whether it is a release candidate: a snapshot of git.kernel.org, which nobody signs. */
    public boolean isCandidate() {
        return text.contains("-rc");
    }

    /** The directory of its archive: {@code v6.x}, {@code v2.6}. */
    String directory() {
        Matcher form = matched();
        return form.group(1).equals("2") ? "v2." + form.group(2) : "v" + form.group(1) + ".x";
    }

    /** By number; a candidate before its release, linux-next after all by date. */
    @Override
    public int compareTo(ReleaseVersion other) {
        if (isNext() || other.isNext()) {
            return isNext() && other.isNext() ? text.compareTo(other.text) : Boolean.compare(isNext(), other.isNext());
        }
        int[] mine = numbers();
        int[] theirs = other.numbers();
        for (int i = 0; i < mine.length; i++) {
            if (mine[i] != theirs[i]) {
                return Integer.compare(mine[i], theirs[i]);
            }
        }
        return 0;
    }

    private int[] numbers() {
        Matcher form = matched();
        String[] minor = (form.group(3) + ".0.0").substring(1).split("\\.", -1);
        String candidate = form.group(4);
        if (form.group(3).isEmpty()) {
            minor = new String[] {"0", "0"};
        }
        return new int[] {
            Integer.parseInt(form.group(1)),
            Integer.parseInt(form.group(2)),
            Integer.parseInt(minor[0]),
            Integer.parseInt(minor[1]),
            candidate == null ? RELEASED : Integer.parseInt(candidate)
        };
    }

    private Matcher matched() {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalStateException("not a numbered version: " + text);
        }
        return form;
    }

    @Override
    public String toString() {
        return text;
    }
}
