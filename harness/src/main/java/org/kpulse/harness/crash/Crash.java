package org.kpulse.harness.crash;

import java.util.List;

/**
 * One report of trouble in a kernel's log. In a run the first is taken for the cause, those after it for what followed.
 *
 * @param kind what it is
 * @param signature the same for the same bug, whatever the addresses, processors and processes ({@link SignatureRules})
 * @param title the kernel's own words for it, one line
 * @param trace functions, the innermost first, each as {@code name} or {@code name [module]}, at most {@link #MAX_FRAME}
 *     characters; may be empty
 */
public record Crash(CrashClass kind, String signature, String title, List<String> trace) {

    /** Longest signature and title, in characters, and the most frames of a trace. */
    public static final int MAX_SIGNATURE = 200;

    public static final int MAX_TITLE = 500;
    public static final int MAX_FRAMES = 64;
    public static final int MAX_FRAME = 250;

    public Crash {
        trace = List.copyOf(trace);
        if (signature.isBlank() || signature.length() > MAX_SIGNATURE || title.length() > MAX_TITLE) {
            throw new IllegalArgumentException("crash: signature \"" + signature + "\", title \"" + title + "\"");
        }
        if (trace.size() > MAX_FRAMES || trace.stream().anyMatch(frame -> frame.length() > MAX_FRAME)) {
            throw new IllegalArgumentException(
                    "crash: a trace of " + trace.size() + " frames, or one of them too long");
        }
    }

    /**
     * A crash of which the kernel said nothing.
     *
     * @param title one sentence
     * @param when what the machine was doing, for example {@code during fio}
     */
    public static Crash silent(CrashClass kind, String title, String when) {
        return new Crash(
                kind, cut((kind.word() + " " + when).strip(), MAX_SIGNATURE), cut(title, MAX_TITLE), List.of());
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
