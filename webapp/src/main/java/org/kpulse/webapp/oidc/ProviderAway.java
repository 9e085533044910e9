package org.kpulse.webapp.oidc;

/** The provider does not say where to sign in. */
final class ProviderAway extends RuntimeException {

    private static final long serialVersionUID = 1;

    ProviderAway(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    ProviderAway(String sentence) {
        super(sentence);
    }
}
