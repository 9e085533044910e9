package org.kpulse.harness.patch;

/** A mail that arrived alone, with what it is called where it arrived. */
public final class Letter {

    private final String key;
    private final MailHead head;
    private final Mail mail;

    Letter(String key, MailHead head, Mail mail) {
        this.key = key;
        this.head = head;
        this.mail = mail;
    }

    /** What it is called where it arrived. */
    public String key() {
        return key;
    }

    MailHead head() {
        return head;
    }

    Mail mail() {
        return mail;
    }

    /** Whether it answers a mail of others, or is neither a patch nor the cover letter of a series. */
    public boolean isTalk() {
        return head.isAnswer()
                || MailHead.isAnswer(mail.subject())
                || (!mail.hasPatch() && PatchPlace.of(mail.subject()).isEmpty());
    }
}
