package org.kpulse.webapp.people;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.kpulse.webapp.people.PersonStore.Change;
import org.kpulse.webapp.people.PersonStore.Entered;
import org.kpulse.webapp.people.PersonStore.May;
import org.kpulse.webapp.people.PersonStore.Vouched;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** What is done to people and their tokens: it and the note of it are stored together, or neither. */
@Component
public class PeopleActs {

    private final PersonStore people;
    private final TokenStore tokens;
    private final Audit audit;
    private final PasswordEncoder encoder;
    private final Clock clock;

    PeopleActs(PersonStore people, TokenStore tokens, Audit audit, PasswordEncoder encoder, Clock clock) {
        this.people = people;
        this.tokens = tokens;
        this.audit = audit;
        this.encoder = encoder;
        this.clock = clock;
    }

    /** Adds somebody; the password that is good once, or empty if the name is taken. */
    Optional<String> add(Actor actor, String name, Role role) {
        String password = Secrets.password();
        String hash = hash(password);
        return audit.together(() -> {
            if (!people.add(name, role, hash)) {
                return Optional.empty();
            }
            audit.note(actor, "person.added", name + " " + role);
            return Optional.of(password);
        });
    }

    /** Lets somebody in whom a provider vouches for; empty if their name is another's here. */
    public Optional<Person> enter(Vouched who, Role role, String address) {
        return audit.together(() -> {
            Optional<Entered> entered = people.enter(who, role);
            entered.filter(each -> !each.news().isEmpty())
                    .ifPresent(each -> audit.note(
                            new Actor("provider", address),
                            each.news(),
                            each.person().name() + " " + each.person().role()));
            return entered.map(Entered::person);
        });
    }

    /** Changes what somebody may do. */
    Change change(Actor actor, Person person, May shown, May wanted) {
        return audit.together(() -> {
            Change change = people.change(person.id(), shown, wanted);
            if (change == Change.DONE) {
                audit.note(
                        actor,
                        "person.changed",
                        person.name() + " " + wanted.role() + (wanted.enabled() ? "" : " disabled"));
            }
            return change;
        });
    }

    /** Makes somebody a password that is good once, and ends their tokens. */
    String reset(Actor actor, Person person) {
        String password = Secrets.password();
        String hash = hash(password);
        return audit.together(() -> {
            people.password(person.id(), hash, true);
            tokens.revokeAll(person.id());
            audit.note(actor, "password.made", person.name());
            return password;
        });
    }

    /** Somebody's own password. */
    void choose(Actor actor, Person person, String password) {
        String hash = hash(password);
        audit.together(() -> {
            people.password(person.id(), hash, false);
            audit.note(actor, "password.chosen", "");
            return true;
        });
    }

    /** Makes a token, of no more than the person's role. */
    String token(Actor actor, Person person, String name, Role role, int days) {
        String token = Secrets.token();
        return audit.together(() -> {
            tokens.add(
                    person.id(),
                    name,
                    role.atMost(person.role()),
                    token,
                    clock.instant().plus(Duration.ofDays(days)));
            audit.note(actor, "token.made", name);
            return token;
        });
    }

    /** Ends one of a person's tokens; whether there was one. */
    boolean revoke(Actor actor, Person person, long id) {
        return audit.together(() -> {
            boolean isDone = tokens.revoke(person.id(), id);
            if (isDone) {
                audit.note(actor, "token.revoked", String.valueOf(id));
            }
            return isDone;
        });
    }

    private String hash(String password) {
        return String.valueOf(encoder.encode(password));
    }
}
