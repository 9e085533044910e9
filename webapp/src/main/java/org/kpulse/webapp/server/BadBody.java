package org.kpulse.webapp.server;

import org.springframework.http.HttpStatus;

/** What was sent cannot be taken. */
public final class BadBody extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;

    /**
     * Says why.
     *
     * @param code stable, for programs
     */
    public BadBody(HttpStatus status, String code, String sentence) {
        super(sentence);
        this.status = status;
        this.code = code;
    }

    /** A line that makes no sense; the first is 1. */
    public static BadBody line(long number, String why) {
        return new BadBody(HttpStatus.BAD_REQUEST, "bad-line", "Line " + number + ": " + why + ".");
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }
}
