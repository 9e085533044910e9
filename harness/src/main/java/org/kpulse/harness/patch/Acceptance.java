package org.kpulse.harness.patch;

import java.util.Set;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.UsageException;

/** What a patch must be to be tried at all; git looks again when it is applied. Pure. */
final class Acceptance {

    private static final Pattern OUTSIDE = Pattern.compile("/.*|(?:.*/)?\\.\\.(?:/.*)?|(?:.*/)?\\.git(?:/.*)?");
    private static final Pattern BINARY = Pattern.compile("GIT binary patch|Binary files .* differ");

    private Acceptance() {}

    /** A {@link UsageException} that names the mail if nobody can be its author, or it is binary or leaves the tree. */
    static void require(Mail mail, String name) {
        if (mail.author().isEmpty() || mail.subject().isEmpty()) {
            throw new UsageException("There is a diff in " + name
                    + ", but no mail with From: and Subject: around it; git format-patch makes mails.");
        }
        String which = name + ", mail \"" + mail.subject() + "\": ";
        int diff = mail.text().indexOf("\ndiff --git ");
        if (mail.text()
                .substring(Math.max(0, diff))
                .lines()
                .anyMatch(line -> BINARY.matcher(line).matches())) {
            throw new UsageException(which + "a binary diff, which is not applied.");
        }
        for (String file : files(mail)) {
            if (OUTSIDE.matcher(file).matches()) {
                throw new UsageException(
                        which + "it changes " + file.replaceAll("\\p{C}", "?") + ", which is not in the tree.");
            }
        }
    }

    private static Set<String> files(Mail mail) {
        try {
            return PatchReader.read(mail.text()).files();
        } catch (UsageException e) {
            return Set.of(); // a mode alone was changed
        }
    }
}
