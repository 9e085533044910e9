package org.kpulse.webapp.mail;

/** A mail was not sent, or it is not known whether it was; the message is one sentence without secrets. */
public final class MailTrouble extends Exception {

    private static final long serialVersionUID = 1;

    MailTrouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    public MailTrouble(String sentence) {
        super(sentence);
    }
}
