package org.kpulse.webapp.server;

/** What was asked for no longer fits what is there, mostly because somebody else was faster: an answer of 409 with this sentence. */
public final class Conflict extends RuntimeException {

    private static final long serialVersionUID = 1;

    public Conflict(String sentence) {
        super(sentence);
    }
}
