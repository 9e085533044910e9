package org.kpulse.webapp.mail;

import jakarta.mail.Address;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;
import org.kpulse.webapp.letter.Letter;

/** Sends plain text over SMTP: to all of its addresses or to none. */
public final class Mailer {

    private static final String TIMEOUT_MILLIS = "30000";
    private static final int MOST_REASON = 300;

    private final MailSettings settings;
    private final Clock clock;
    private final Optional<SSLSocketFactory> trust;

    public Mailer(MailSettings settings, Clock clock) {
        this(settings, clock, Optional.empty());
    }

    /** With certificates of one's own. */
    Mailer(MailSettings settings, Clock clock, Optional<SSLSocketFactory> trust) {
        this.settings = settings;
        this.clock = clock;
        this.trust = trust;
    }

    /** Why nothing can be sent; empty when it can. */
    public Optional<String> missing() {
        return settings.missing();
    }

    /**
     * Sends it.
     *
     * @param id of the message, with its angle brackets: the same for each try
     * @throws MailTrouble if the server did not take it; after a broken connection it may have
     */
    public void send(String id, Letter letter, Envelope envelope) throws MailTrouble {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            throw new MailTrouble(missing.get());
        }
        Session session = Session.getInstance(properties());
        try (Transport transport = session.getTransport("smtp")) {
            MimeMessage message = message(session, id, letter, envelope);
            if (settings.user().isEmpty()) {
                transport.connect();
            } else {
                transport.connect(settings.user(), settings.password().text());
            }
            transport.sendMessage(message, message.getAllRecipients());
        } catch (MessagingException e) {
            throw new MailTrouble(sentence(e), e);
        }
    }

    private MimeMessage message(Session session, String id, Letter letter, Envelope envelope)
            throws MessagingException {
        MimeMessage message = new MimeMessage(session) {
            @Override
            protected void updateMessageID() throws MessagingException {
                setHeader("Message-ID", id);
            }
        };
        message.setFrom(new InternetAddress(settings.from(), true));
        message.setRecipients(Message.RecipientType.TO, addresses(envelope.to()));
        message.setRecipients(Message.RecipientType.CC, addresses(envelope.cc()));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setText(letter.body(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.saveChanges();
        return message;
    }

    private static Address[] addresses(List<String> texts) throws MessagingException {
        Address[] addresses = new Address[texts.size()];
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = new InternetAddress(texts.get(i), true);
        }
        return addresses;
    }

    private Properties properties() {
        Properties all = new Properties();
        all.setProperty("mail.smtp.host", settings.host());
        all.setProperty("mail.smtp.port", String.valueOf(settings.port()));
        all.setProperty("mail.smtp.connectiontimeout", TIMEOUT_MILLIS);
        all.setProperty("mail.smtp.timeout", TIMEOUT_MILLIS);
        all.setProperty("mail.smtp.writetimeout", TIMEOUT_MILLIS);
        all.setProperty("mail.smtp.sendpartial", "false");
        all.setProperty("mail.smtp.auth", String.valueOf(!settings.user().isEmpty()));
        all.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        all.setProperty("mail.smtp.ssl.enable", String.valueOf(settings.security() == MailSettings.Security.TLS));
        boolean later = settings.security() == MailSettings.Security.STARTTLS;
        all.setProperty("mail.smtp.starttls.enable", String.valueOf(later));
        all.setProperty("mail.smtp.starttls.required", String.valueOf(later));
        trust.ifPresent(factory -> all.put("mail.smtp.ssl.socketFactory", factory));
        return all;
    }

    /** What the server said, on one line; the causes say more than the first exception. */
    private String sentence(MessagingException failure) {
        StringBuilder said = new StringBuilder();
        Exception at = failure;
        for (int depth = 0; at != null && depth < 4; depth++) {
            said.append(said.isEmpty() ? "" : ": ").append(at.getMessage());
            at = at instanceof MessagingException outer ? outer.getNextException() : null;
        }
        String refused = failure instanceof SendFailedException some && some.getInvalidAddresses() != null
                ? Arrays.stream(some.getInvalidAddresses())
                        .map(Address::toString)
                        .collect(Collectors.joining(", ", " (refused: ", ")"))
                : "";
        String clean = (said + refused).replaceAll("[^\\x20-\\x7e]+", " ");
        return "The mail server " + settings.host() + " did not take it: "
                + clean.substring(0, Math.min(MOST_REASON, clean.length())).strip();
    }
}
