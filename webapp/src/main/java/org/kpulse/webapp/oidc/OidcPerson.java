package org.kpulse.webapp.oidc;

import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.people.Person;
import org.kpulse.webapp.people.SignIn;
import org.kpulse.webapp.people.Standing;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Somebody who signed in through the provider, under their name here. */
final class OidcPerson extends DefaultOidcUser implements Standing.Holder {

    private static final long serialVersionUID = 1;

    private final String name;
    private final Standing standing;

    /** From the stored person. */
    OidcPerson(Person person, OidcIdToken token) {
        super(SignIn.authorities(person.role()), token);
        this.name = person.name();
        this.standing = Standing.of(person);
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof OidcPerson person
                && person.name.equals(name)
                && person.standing.equals(standing);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
