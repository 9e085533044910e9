package org.kpulse.webapp.people;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Somebody with a name and a password. */
final class SignedIn extends User implements Standing.Holder {

    private static final long serialVersionUID = 1;

    private final Standing standing;

    SignedIn(Person person, String password, Standing standing) {
        super(
                person.name(),
                password,
                person.enabled(),
                true,
                true,
                true,
                person.oneTime()
                        ? List.of(new SimpleGrantedAuthority(SignIn.CHOOSE_PASSWORD))
                        : SignIn.authorities(person.role()));
        this.standing = standing;
    }

    @Override
    public Standing standing() {
        return standing;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other) && other instanceof SignedIn in && in.standing.equals(standing);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
