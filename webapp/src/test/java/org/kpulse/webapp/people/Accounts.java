package org.kpulse.webapp.people;

import java.time.Instant;
import java.util.Locale;
import org.kpulse.harness.store.Database;

/** A person of each role with a token: {@code token of VIEWER} and so on. */
public final class Accounts {

    private Accounts() {}

    /** Makes them; the tokens are good until then. */
    public static void with(Database database, Instant until) {
        PersonStore people = new PersonStore(database);
        TokenStore tokens = new TokenStore(database);
        for (Role role : Role.values()) {
            String name = role.name().toLowerCase(Locale.ROOT);
            people.add(name, role, "{noop}never used");
            tokens.add(people.find(name).orElseThrow().person().id(), "test", role, "token of " + role, until);
        }
    }

    /** Makes somebody who signs in with this password and need not change it. */
    public static void person(Database database, String name, Role role, String password) {
        PersonStore people = new PersonStore(database);
        people.add(name, role, "{noop}" + password);
        people.password(people.find(name).orElseThrow().person().id(), "{noop}" + password, false);
    }
}
