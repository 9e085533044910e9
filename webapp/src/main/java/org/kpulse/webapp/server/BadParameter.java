package org.kpulse.webapp.server;

/** A parameter makes no sense: an answer of 400 that names it. */
public final class BadParameter extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String parameter;

    /**
     * Says what it must be.
     *
     * @param parameter its name
     * @param sentence what it must be
     */
    public BadParameter(String parameter, String sentence) {
        super(sentence);
        this.parameter = parameter;
    }

    public String parameter() {
        return parameter;
    }
}
