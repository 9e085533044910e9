package org.kpulse.webapp.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.kpulse.harness.fault.UsageException;

/**
 * Who gets a mail.
 *
 * @param to addresses; may be empty as long as nothing is to be sent
 * @param cc addresses
 */
public record Envelope(List<String> to, List<String> cc) {

    private static final int MOST = 50;
    private static final String ADDRESS =
            "[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]{0,250}[A-Za-z0-9])?";

    /** Refuses with a {@link UsageException} what is no plain address. */
    public Envelope {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        List<String> all = new ArrayList<>(to);
        all.addAll(cc);
        if (all.size() > MOST) {
            throw new UsageException("A mail goes to at most " + MOST + " addresses.");
        }
        for (String address : all) {
            if (!address.matches(ADDRESS)) {
                throw new UsageException("\"" + address.replaceAll("[^\\x20-\\x7e]", "?")
                        + "\" is no mail address such as name@example.org.");
            }
        }
        if (Set.copyOf(all).size() != all.size()) {
            throw new UsageException("An address is named twice.");
        }
    }

    /** Addresses as people write them: with commas or blanks between. */
    public static List<String> parse(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("[,\\s]+", -1));
    }
}
