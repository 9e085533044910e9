package org.kpulse.harness.store;

import java.util.SortedMap;
import java.util.TreeMap;
import org.kpulse.harness.profile.KernelCode;

/** Which functions each kernel has, and in which files. */
public final class CodeStore {

    private final Database database;

    public CodeStore(Database database) {
        this.database = database;
    }

    /** Stores what is known of a kernel's functions, once: what is there already stays. */
    public void save(long kernelId, KernelCode code) {
        if (code.files().isEmpty()) {
            return;
        }
        database.write(jdbc -> {
            boolean known = jdbc.sql("SELECT EXISTS (SELECT FROM kernel_code WHERE kernel_id = ?)")
                    .param(kernelId)
                    .query(Boolean.class)
                    .single();
            if (!known) {
                code.byFile()
                        .forEach((file, functions) -> jdbc.sql(
                                        "INSERT INTO kernel_code (kernel_id, file, functions) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
                                .params(kernelId, PostgresText.storable(file), functions.toArray(String[]::new))
                                .update());
            }
            return known;
        });
    }

    /** What is known of a kernel's functions; none if nothing was stored. */
    public KernelCode of(long kernelId) {
        return read(kernelId, "");
    }

    /** The same without the functions whose file is not known. */
    public KernelCode placed(long kernelId) {
        return read(kernelId, " AND c.file <> ''");
    }

    private KernelCode read(long kernelId, String condition) {
        return database.read(jdbc -> {
            SortedMap<String, String> files = new TreeMap<>();
            jdbc.sql("SELECT u.name, c.file FROM kernel_code c CROSS JOIN LATERAL unnest(c.functions) AS u (name)"
                            + " WHERE c.kernel_id = ?" + condition)
                    .param(kernelId)
                    .query(row -> {
                        files.put(row.getString("name"), row.getString("file"));
                    });
            return new KernelCode(files);
        });
    }
}
