package org.kpulse.harness.crash;

import java.util.List;

/**
 * One report of trouble in a kernel's log. In a boot the first is taken for the cause, those after it for what followed.
 *
 * @param kind what it is
 * @param signature the same for the same bug, whatever the addresses, processors and processes ({@link SignatureRules})
 * @param title the kernel's own words for it, one line
 * @param trace functions, the innermost first, each as {@code name} or {@code name [module]}; may be empty
 */
public record Crash(CrashClass kind, String signature, String title, List<String> trace) {

    /** Longest signature and title, in characters, and the most frames of a trace. */
    public static final int MAX_SIGNATURE = 200;

    public static final int MAX_TITLE = 500;
    public static final int MAX_FRAMES = 64;

    public Crash {
        trace = List.copyOf(trace);
        if (signature.isBlank() || signature.length() > MAX_SIGNATURE || title.length() > MAX_TITLE) {
            throw new IllegalArgumentException("crash: signature \"" + signature + "\", title \"" + title + "\"");
        }
        if (trace.size() > MAX_FRAMES) {
            throw new IllegalArgumentException("crash: a trace of " + trace.size() + " frames");
        }
    }

    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
