package org.kpulse.webapp.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** People in the database. Passwords come hashed. */
@Component
public class PersonStore {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,99}");

    private final Database database;

    public PersonStore(Database database) {
        this.database = database;
    }

    /** Whether this can be a person's name. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** A person with the hash of their password; those who sign in through a provider have none. */
    record Known(Person person, Optional<String> password) {}

    /**
     * Somebody whom a provider vouches for.
     *
     * @param subject who they are there
     * @param name that they want to have here
     */
    public record Vouched(String issuer, String subject, String name) {}

    /**
     * Somebody who came so.
     *
     * @param news {@code person.added} or {@code person.changed}; empty if they and their role were known
     */
    public record Entered(Person person, String news) {}

    /** Stores somebody whom a provider vouches for, with the role that it gives them now; empty if their name is another's here. */
    public Optional<Entered> enter(Vouched who, Role role) {
        return database.write(jdbc -> {
            int added = jdbc.sql("""
                    INSERT INTO person (name, role, one_time, issuer, subject) VALUES (?, ?, false, ?, ?) ON CONFLICT DO NOTHING""")
                    .params(who.name(), role.name(), who.issuer(), who.subject())
                    .update();
            int changed = jdbc.sql("UPDATE person SET role = ? WHERE issuer = ? AND subject = ? AND role <> ?")
                    .params(role.name(), who.issuer(), who.subject(), role.name())
                    .update();
            return jdbc.sql("SELECT * FROM person WHERE issuer = ? AND subject = ?")
                    .params(who.issuer(), who.subject())
                    .query((row, number) -> new Entered(
                            person(row, number), added > 0 ? "person.added" : changed > 0 ? "person.changed" : ""))
                    .optional();
        });
    }

    /** Adds somebody unless the name is taken; whether it was done. */
    boolean add(String name, Role role, String password) {
        return database.write(jdbc ->
                        jdbc.sql("""
                        INSERT INTO person (name, role, password, one_time) VALUES (?, ?, ?, true)
                        ON CONFLICT (name) DO NOTHING""").params(name, role.name(), password).update())
                == 1;
    }

    Optional<Known> find(String name) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM person WHERE name = ?")
                .param(name)
                .query(PersonStore::known)
                .optional());
    }

    /** What somebody is now; empty if they are gone. */
    Optional<Standing> standing(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM person WHERE id = ?")
                        .param(id)
                        .query(PersonStore::known)
                        .optional())
                .map(Standing::of);
    }

    Optional<Person> find(long id) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM person WHERE id = ?")
                .param(id)
                .query(PersonStore::person)
                .optional());
    }

    /** All, by name. */
    public List<Person> list() {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM person ORDER BY name COLLATE \"C\"")
                .query(PersonStore::person)
                .list());
    }

    void password(long id, String password, boolean oneTime) {
        database.write(jdbc -> jdbc.sql("UPDATE person SET password = ?, one_time = ? WHERE id = ?")
                .params(password, oneTime, id)
                .update());
    }

    /**
     * What somebody may do.
     *
     * @param enabled whether they may sign in at all
     */
    record May(Role role, boolean enabled) {}

    /** What came of a change. */
    enum Change {
        DONE,
        /** They are the last admin who may sign in, and stay one. */
        LAST_ADMIN,
        /** Somebody else was faster. */
        MEANWHILE
    }

    /**
     * Changes what somebody may do.
     *
     * @param shown what they could do when that was asked for
     */
    Change change(long id, May shown, May wanted) {
        return database.write(jdbc -> {
            jdbc.sql("SELECT id FROM person WHERE role = 'ADMIN' ORDER BY id FOR UPDATE")
                    .query(Long.class)
                    .list(); // two admins who step down at once must see each other
            boolean isAsShown = jdbc.sql("SELECT id FROM person WHERE id = ? AND role = ? AND enabled = ? FOR UPDATE")
                    .params(id, shown.role().name(), shown.enabled())
                    .query(Long.class)
                    .optional()
                    .isPresent();
            if (!isAsShown) {
                return Change.MEANWHILE;
            }
            int changed = jdbc.sql("""
                            UPDATE person p SET role = ?, enabled = ? WHERE id = ? AND ((? = 'ADMIN' AND ?) OR EXISTS (
                                SELECT 1 FROM person o WHERE o.id <> p.id AND o.role = 'ADMIN' AND o.enabled))""")
                    .params(
                            wanted.role().name(),
                            wanted.enabled(),
                            id,
                            wanted.role().name(),
                            wanted.enabled())
                    .update();
            return changed == 1 ? Change.DONE : Change.LAST_ADMIN;
        });
    }

    private static Known known(ResultSet row, int number) throws SQLException {
        return new Known(person(row, number), Optional.ofNullable(row.getString("password")));
    }

    private static Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                row.getBoolean("one_time"),
                row.getBoolean("enabled"),
                row.getString("issuer") != null,
                moment(row, "created_at"));
    }

    static Instant moment(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                .toInstant();
    }
}
