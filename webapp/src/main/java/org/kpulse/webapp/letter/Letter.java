package org.kpulse.webapp.letter;

import java.util.Optional;
import org.kpulse.harness.fault.UsageException;

/**
 * A mail without its addresses.
 *
 * @param subject one line of 1 to {@value #MOST_SUBJECT} characters
 * @param body lines of at most 78 characters, each with its end; at most {@value #MOST_BODY} characters
 */
public record Letter(String subject, String body) {

    /** Characters of a subject. */
    public static final int MOST_SUBJECT = 200;

    /** Characters of a body. */
    public static final int MOST_BODY = 20_000;

    /** Refuses with a {@link UsageException} what is none. */
    public Letter {
        body = body.replace("\r\n", "\n").stripTrailing() + "\n";
        problem(subject, body).ifPresent(sentence -> {
            throw new UsageException(sentence);
        });
    }

    private static Optional<String> problem(String subject, String body) {
        if (subject.isBlank() || PlainText.columns(subject) > MOST_SUBJECT) {
            return Optional.of("A subject has 1 to " + MOST_SUBJECT + " characters.");
        }
        if (subject.codePoints().anyMatch(PlainText::isHidden)) {
            return Optional.of("A subject is one line without hidden characters.");
        }
        if (body.isBlank() || body.length() > MOST_BODY) {
            return Optional.of("A mail's text has 1 to " + MOST_BODY + " characters.");
        }
        int number = 0;
        for (String line : body.split("\n", -1)) {
            number++;
            if (line.codePoints().anyMatch(c -> c != '\t' && PlainText.isHidden(c))) {
                return Optional.of("Line " + number + " of the text has a hidden character.");
            }
            if (PlainText.columns(line) > PlainText.WIDTH) {
                return Optional.of("Line " + number + " of the text has " + PlainText.columns(line)
                        + " characters; at most " + PlainText.WIDTH + " are read well in a mail.");
            }
        }
        return Optional.empty();
    }
}
