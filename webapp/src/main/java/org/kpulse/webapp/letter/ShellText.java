package org.kpulse.webapp.letter;

import java.util.ArrayList;
import java.util.List;

/** A command for a POSIX shell, in lines that a mail can carry. */
final class ShellText {

    private static final String INDENT = "        ";
    private static final String FURTHER = INDENT + "  ";
    private static final int PIECE = 53;

    private ShellText() {}

    /**
     * The command with its words quoted where that is needed, on lines that the shell reads as one; an option stands before its value. A
     * word that is too long for a line is quoted in pieces.
     */
    static List<String> lines(List<String> words) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(INDENT);
        boolean isEmpty = true;
        for (int i = 0; i < words.size(); i++) {
            List<String> pieces = pieces(words.get(i));
            boolean isOption = words.get(i).startsWith("--") && i + 1 < words.size();
            int more = isOption ? 1 + PlainText.columns(pieces(words.get(i + 1)).get(0)) : 0;
            int end = PlainText.columns(line.toString()) + 1 + PlainText.columns(pieces.get(0)) + more;
            if (!isEmpty && end + 2 > PlainText.WIDTH) {
                lines.add(line + " \\");
                line = new StringBuilder(FURTHER);
                isEmpty = true;
            }
            line.append(isEmpty ? "" : " ").append(pieces.get(0));
            for (String piece : pieces.subList(1, pieces.size())) {
                lines.add(line + "\\"); // no blank before it and none on the next line: the word goes on there
                line = new StringBuilder(piece);
            }
            isEmpty = false;
        }
        lines.add(line.toString());
        return lines;
    }

    private static List<String> pieces(String word) {
        if (word.matches("[A-Za-z0-9_:#./+~@%=,-]{1," + PIECE + "}")) {
            return List.of(word);
        }
        List<String> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        for (int c : word.codePoints().toArray()) {
            String quoted = c == '\'' ? "'\\''" : Character.toString(c);
            if (PlainText.columns(piece.toString()) + quoted.length() > PIECE - 2) {
                pieces.add("'" + piece + "'");
                piece.setLength(0);
            }
            piece.append(quoted);
        }
        pieces.add("'" + piece + "'");
        return pieces;
    }
}
