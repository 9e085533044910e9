package org.kpulse.webapp.oidc;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** Why somebody could not sign in through the provider. */
enum Refusal {
    AWAY(
            "The provider cannot be reached just now. Try again later, or sign in with a name and password of this server."),
    DENIED("The provider did not let you sign in.", "access_denied"),
    AGAIN(
            "This sign-in was not begun here, or too long ago. Begin again.",
            "authorization_request_not_found",
            "invalid_state_parameter"),
    UNTRUSTED(
            "What the provider said of you could not be verified, so nobody was signed in. An admin finds more in the log.",
            "invalid_nonce",
            "invalid_id_token"),
    NO_ROLE("The provider knows you, but gives you no role here. Ask whoever runs it."),
    NO_NAME("The provider gives you no name that can be one here: a-z, 0-9 and . _ @ + - only."),
    NAME_TAKEN("Your name belongs to somebody else here. Ask an admin."),
    DISABLED("You may not sign in here. Ask an admin."),
    FAILED("Signing in through the provider failed. An admin finds more in the log.");

    private final String sentence;
    private final Set<String> codes;

    Refusal(String sentence, String... codes) {
        this.sentence = sentence;
        this.codes = Set.of(codes);
    }

    String sentence() {
        return sentence;
    }

    /** As addresses and the audit have it. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Where it is said. */
    String page() {
        return "/login?oidc=" + word();
    }

    /** By its word, or by an error code of OAuth 2; {@link #FAILED} for all others. */
    static Refusal of(String code) {
        return Arrays.stream(values())
                .filter(each -> each.word().equals(code) || each.codes.contains(code))
                .findFirst()
                .orElse(FAILED);
    }
}
