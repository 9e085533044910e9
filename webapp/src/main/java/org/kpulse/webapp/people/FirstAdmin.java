package org.kpulse.webapp.people;

import java.util.Optional;
import org.springframework.stereotype.Component;

/** Where nobody may sign in yet, an admin is made whose password is said once, on the console. */
@Component
public class FirstAdmin {

    static final String NAME = "admin";

    private static final Actor START = new Actor("first start", "");

    private final PersonStore people;
    private final PeopleActs acts;

    FirstAdmin(PersonStore people, PeopleActs acts) {
        this.people = people;
        this.acts = acts;
    }

    /**
     * Makes the admin if there is nobody.
     *
     * @return the one-time password, if one was made now
     */
    public Optional<String> make() {
        return people.list().isEmpty() ? acts.add(START, NAME, Role.ADMIN) : Optional.empty();
    }
}
