package org.kpulse.webapp.people;

import java.util.Optional;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Where nobody may sign in yet, an admin is made whose password is said once, on the console. */
@Component
public class FirstAdmin {

    static final String NAME = "admin";

    private final PersonStore people;
    private final PasswordEncoder encoder;

    FirstAdmin(PersonStore people, PasswordEncoder encoder) {
        this.people = people;
        this.encoder = encoder;
    }

    /**
     * Makes the admin if there is nobody.
     *
     * @return the one-time password, if one was made now
     */
    public Optional<String> make() {
        if (!people.list().isEmpty()) {
            return Optional.empty();
        }
        String password = Secrets.password();
        return people.add(NAME, Role.ADMIN, String.valueOf(encoder.encode(password)))
                ? Optional.of(password)
                : Optional.empty();
    }
}
