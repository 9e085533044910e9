package org.kpulse.webapp.server;

/** What was asked for is not there: an answer of 404 with this sentence. */
public final class NotFound extends RuntimeException {

    private static final long serialVersionUID = 1;

    public NotFound(String sentence) {
        super(sentence);
    }
}
