package org.kpulse.harness.report;

/** Text for people in lines of a readable length. */
public final class Prose {

    private Prose() {}

    /**
     * The words in lines of at most this width, each after the indent and with a line break at its end. A longer word stands
     * alone.
     */
    public static String wrap(String text, int width, String indent) {
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.strip().split("\\s+", -1)) {
            boolean first = line.length() == indent.length();
            if (!first && line.length() + 1 + word.length() > width) {
                lines.append(line).append('\n');
                line.setLength(indent.length());
                first = true;
            }
            line.append(first ? "" : " ").append(word);
        }
        return lines.append(line).append('\n').toString();
    }
}
