package org.kpulse.webapp.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** What was done over pages and API, and by whom; never changed. */
@Component
public class Audit {

    private static final int MOST = 300;

    private final Database database;

    public Audit(Database database) {
        this.database = database;
    }

    /**
     * Something that was done.
     *
     * @param who a person's name
     * @param address where the request came from
     * @param action such as {@code bisection.abort}
     * @param subject what it was done to
     */
    public record Entry(Instant at, String who, String address, String action, String subject) {}

    /** A change and its note in one transaction: both are stored or none. */
    public <T> T together(Supplier<T> change) {
        return database.write(jdbc -> change.get());
    }

    /** Notes what somebody did who is signed in. */
    public void note(Actor actor, String action, String subject) {
        note(actor.name(), actor.address(), action, subject);
    }

    /** Notes it. */
    public void note(String who, String address, String action, String subject) {
        database.write(jdbc -> jdbc.sql("INSERT INTO audit (who, address, action, subject) VALUES (?, ?, ?, ?)")
                .params(storable(who), storable(address), action, storable(subject))
                .update());
    }

    /** The newest. */
    List<Entry> newest(int limit) {
        return newest(limit, 0);
    }

    /** The newest after some that are passed over. */
    List<Entry> newest(int limit, int offset) {
        return database.read(jdbc -> jdbc.sql("SELECT * FROM audit ORDER BY id DESC LIMIT ? OFFSET ?")
                .params(limit, offset)
                .query(Audit::entry)
                .list());
    }

    private static Entry entry(ResultSet row, int number) throws SQLException {
        return new Entry(
                PersonStore.moment(row, "at"),
                row.getString("who"),
                row.getString("address"),
                row.getString("action"),
                row.getString("subject"));
    }

    /** Names that are tried at a login are anything at all. */
    private static String storable(String text) {
        String clean = text.replaceAll("\\p{C}", "?");
        return clean.length() <= MOST ? clean : clean.substring(0, MOST);
    }
}
