package org.kpulse.harness.patch;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the head of a mail says of where it belongs. All of it is a stranger's.
 *
 * @param subject not decoded
 * @param sender address in {@code From:}, in small letters; may be empty
 * @param id {@code Message-ID}; may be empty
 * @param references ids of the mails that it answers
 */
record MailHead(String subject, String sender, String id, List<String> references) {

    private static final int LONGEST_HEAD = 1 << 16;
    private static final int MOST_REFERENCES = 200;
    private static final Pattern ANSWER = Pattern.compile("(?i)\\s*(re|aw|fwd?):.*");
    private static final Pattern ID = Pattern.compile("<[^<>\\s]{1,300}>");
    private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;\"]+@[^\\s<>,;\"]+");
    private static final Pattern FIELD = Pattern.compile("([!-9;-~]+):(.*)");

    /** What {@code git am} needs; how a mail came here is left out, so that it is the same by every way. */
    private static final Set<String> NEEDED =
            Set.of("from", "date", "subject", "mime-version", "content-type", "content-transfer-encoding");

    private static final Pattern SEPARATOR = Pattern.compile("From .*\\d:\\d\\d.*");

    MailHead {
        references = List.copyOf(references);
    }

    /** A field with its lines as they were. */
    private record Field(String name, String value, String lines) {}

    /** The head of a mail, one byte a character. */
    static MailHead of(String raw) {
        String subject = "";
        String sender = "";
        String id = "";
        List<String> references = new ArrayList<>();
        for (Field field : fields(raw)) {
            switch (field.name()) {
                case "subject" -> subject = field.value();
                case "from" -> sender = first(ADDRESS, field.value()).toLowerCase(Locale.ROOT);
                case "message-id" -> id = first(ID, field.value());
                case "references", "in-reply-to" -> {
                    Matcher found = ID.matcher(field.value());
                    while (found.find() && references.size() < MOST_REFERENCES) {
                        references.add(found.group());
                    }
                }
                default -> {}
            }
        }
        return new MailHead(subject, sender, id, references);
    }

    /** Whether it answers another mail by its subject. */
    boolean isAnswer() {
        return isAnswer(subject);
    }

    static boolean isAnswer(String subject) {
        return ANSWER.matcher(subject).matches();
    }

    /** A mail with those fields of its head alone that its patch is applied with, and no line that seems to begin another mail. */
    static String essential(String raw) {
        int end = end(raw);
        StringBuilder mail = new StringBuilder();
        fields(raw).stream()
                .filter(field -> NEEDED.contains(field.name()))
                .forEach(field -> mail.append(field.lines()));
        String body = raw.substring(end);
        if (!body.contains("\nFrom ")) {
            return mail.append(body).toString();
        }
        for (String line : body.split("(?<=\n)", -1)) {
            mail.append(SEPARATOR.matcher(line.strip()).matches() ? ">" : "").append(line);
        }
        return mail.toString();
    }

    private static List<Field> fields(String raw) {
        List<Field> fields = new ArrayList<>();
        String head = raw.substring(0, Math.min(end(raw), LONGEST_HEAD));
        for (String each : head.split("(?<=\n)(?![ \t])", -1)) {
            Matcher field = FIELD.matcher(each.replaceAll("\r?\n", " ").strip());
            if (field.matches()) {
                fields.add(new Field(
                        field.group(1).toLowerCase(Locale.ROOT),
                        field.group(2).replaceAll("\\s+", " ").strip(),
                        each.endsWith("\n") ? each : each + "\n"));
            }
        }
        return fields;
    }

    /** Where the empty line begins that ends the head. */
    private static int end(String raw) {
        int at = 0;
        while (at < raw.length()) {
            int next = raw.indexOf('\n', at);
            int stop = next < 0 ? raw.length() : next;
            if (raw.substring(at, stop).isBlank() && at > 0) {
                return at;
            }
            at = stop + 1;
        }
        return raw.length();
    }

    private static String first(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? found.group() : "";
    }
}
