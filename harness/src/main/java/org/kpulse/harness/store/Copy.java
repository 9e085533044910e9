package org.kpulse.harness.store;

import java.io.IOException;
import java.io.StringReader;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;

/** Many rows at once, in the transaction that is open. */
final class Copy {

    private Copy() {}

    /**
     * Writes rows in PostgreSQL's text format.
     *
     * @param sql {@code COPY ... FROM STDIN}
     */
    static void into(Database database, String sql, CharSequence rows) {
        if (rows.isEmpty()) {
            return;
        }
        database.template().execute((ConnectionCallback<Long>) connection -> {
            try {
                return connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(sql, new StringReader(rows.toString()));
            } catch (IOException e) {
                throw new DataAccessResourceFailureException("COPY failed", e);
            }
        });
    }
}
