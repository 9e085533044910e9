package org.kpulse.webapp.oidc;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.webapp.people.PeopleActs;
import org.kpulse.webapp.people.Person;
import org.kpulse.webapp.people.PersonStore;
import org.kpulse.webapp.people.PersonStore.Vouched;
import org.kpulse.webapp.people.Role;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Who somebody with a verified ID token is here, and what they may do. All is taken from the token; nothing else is asked for. */
final class OidcPeople implements OAuth2UserService<OidcUserRequest, OidcUser> {

    private final OidcSettings settings;
    private final PeopleActs acts;

    OidcPeople(OidcSettings settings, PeopleActs acts) {
        this.settings = settings;
        this.acts = acts;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcIdToken token = request.getIdToken();
        Map<String, Object> claims = token.getClaims();
        Role role = OidcRoles.of(claims, settings.roleClaim())
                .or(settings::withoutRole)
                .orElseThrow(() -> refused(Refusal.NO_ROLE));
        Person person = acts.enter(
                        new Vouched(
                                settings.issuer(),
                                Objects.requireNonNull(token.getSubject()), // checked with the token
                                name(claims).orElseThrow(() -> refused(Refusal.NO_NAME))),
                        role,
                        address())
                .orElseThrow(() -> refused(Refusal.NAME_TAKEN));
        if (!person.enabled()) {
            throw refused(Refusal.DISABLED);
        }
        return new OidcPerson(person, token);
    }

    /** Where the sign-in comes from. */
    private static String address() {
        return ((ServletRequestAttributes) RequestContextHolder.currentRequestAttributes())
                .getRequest()
                .getRemoteAddr();
    }

    /** The first claim that can be a name here. */
    private static Optional<String> name(Map<String, Object> claims) {
        return Stream.of("preferred_username", "email", "sub")
                .map(claim -> String.valueOf(claims.getOrDefault(claim, "")).toLowerCase(Locale.ROOT))
                .filter(PersonStore::isName)
                .findFirst();
    }

    private static OAuth2AuthenticationException refused(Refusal why) {
        return new OAuth2AuthenticationException(new OAuth2Error(why.word()), why.word());
    }
}
