package org.kpulse.webapp.people;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.Database;
import org.springframework.stereotype.Component;

/** Tokens of programs: the database knows only their hashes. */
@Component
class TokenStore {

    private final Database database;

    TokenStore(Database database) {
        this.database = database;
    }

    /**
     * A token without itself.
     *
     * @param lastUsed to the minute; empty if never
     */
    record Token(long id, String name, Role role, Instant created, Instant expires, Optional<Instant> lastUsed) {}

    /**
     * Who a program is.
     *
     * @param person name of the token's person
     * @param role the lower of the token's and the person's
     */
    record Bearer(String person, Role role) {}

    /** Stores a new one. */
    void add(long person, String name, Role role, String token, Instant expires) {
        database.write(jdbc -> jdbc.sql(
                        "INSERT INTO api_token (person_id, name, role, sha256, expires_at) VALUES (?, ?, ?, ?, ?)")
                .params(person, name, role.name(), Sha256.ofText(token), expires.atOffset(ZoneOffset.UTC))
                .update());
    }

    /** Those of a person that can still be used. */
    List<Token> of(long person) {
        return database.read(
                jdbc -> jdbc.sql("""
                        SELECT * FROM api_token WHERE person_id = ? AND revoked_at IS NULL AND expires_at > now()
                        ORDER BY id DESC LIMIT 100""").param(person).query(TokenStore::token).list());
    }

    /** Ends one of a person's tokens; whether there was one. */
    boolean revoke(long person, long id) {
        return database.write(jdbc -> jdbc.sql("""
                        UPDATE api_token SET revoked_at = now() WHERE id = ? AND person_id = ? AND revoked_at IS NULL""").params(id, person).update()) == 1;
    }

    /** Ends all of a person's tokens. */
    void revokeAll(long person) {
        database.write(
                jdbc -> jdbc.sql("UPDATE api_token SET revoked_at = now() WHERE person_id = ? AND revoked_at IS NULL")
                        .param(person)
                        .update());
    }

    /** Who has this token, if it is valid now; notes that it was used. */
    Optional<Bearer> bearer(String token) {
        String hash = Sha256.ofText(token);
        Optional<Bearer> bearer = database.read(jdbc -> jdbc.sql("""
                        SELECT p.name, p.role AS person_role, t.role FROM api_token t JOIN person p ON p.id = t.person_id
                        WHERE t.sha256 = ? AND t.revoked_at IS NULL AND t.expires_at > now() AND p.enabled""")
                .param(hash)
                .query((row, number) -> new Bearer(
                        row.getString("name"),
                        Role.valueOf(row.getString("role")).atMost(Role.valueOf(row.getString("person_role")))))
                .optional());
        bearer.ifPresent(
                found -> database.write(jdbc -> jdbc.sql("""
                        UPDATE api_token SET last_used_at = now() WHERE sha256 = ?
                        AND (last_used_at IS NULL OR last_used_at < now() - interval '1 minute')""").param(hash).update()));
        return bearer;
    }

    private static Token token(ResultSet row, int number) throws SQLException {
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role")),
                PersonStore.moment(row, "created_at"),
                PersonStore.moment(row, "expires_at"),
                Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
