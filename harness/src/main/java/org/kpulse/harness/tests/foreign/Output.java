package org.kpulse.harness.tests.foreign;

import java.util.ArrayDeque;
import java.util.Deque;

/** The beginning and the end of what was printed; the middle is left out and counted. Not thread-safe. */
final class Output {

    private static final int HALF = 8 * 1024;

    private final StringBuilder head = new StringBuilder();
    private final Deque<String> tail = new ArrayDeque<>();
    private int tailLength;
    private long left;

    void line(String line) {
        String text = ReportBuilder.cut(line, HALF - 1) + "\n";
        if (tail.isEmpty() && head.length() + text.length() <= HALF) {
            head.append(text);
            return;
        }
        tail.addLast(text);
        tailLength += text.length();
        while (tailLength > HALF) {
            int gone = tail.removeFirst().length();
            tailLength -= gone;
            left += gone;
        }
    }

    String text() {
        String middle = left == 0 ? "" : "[... " + left + " characters left out ...]\n";
        return head + middle + String.join("", tail);
    }

    void clear() {
        head.setLength(0);
        tail.clear();
        tailLength = 0;
        left = 0;
    }
}
