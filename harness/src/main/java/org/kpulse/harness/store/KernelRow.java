package org.kpulse.harness.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.kpulse.harness.platform.Architecture;

/**
 * A kernel as the database knows it; its files may be gone. See {@link org.kpulse.harness.kernel.Kernel} for the fields.
 *
 * @param id in the database
 */
public record KernelRow(
        long id,
        String ref,
        String release,
        Architecture architecture,
        String imageSha256,
        Optional<String> configSha256,
        Optional<String> version) {

    static KernelRow of(ResultSet row, int number) throws SQLException {
        return new KernelRow(
                row.getLong("id"),
                row.getString("ref"),
                row.getString("release"),
                Architecture.of(row.getString("architecture")),
                row.getString("image_sha256"),
                Optional.ofNullable(row.getString("config_sha256")),
                Optional.ofNullable(row.getString("version")));
    }
}
