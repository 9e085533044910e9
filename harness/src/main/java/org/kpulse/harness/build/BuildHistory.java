package org.kpulse.harness.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The last compilation of each build, with its log: {@code builds/<key>/build.json} and {@code build.log}. */
final class BuildHistory {

    private static final String RECORD = "build.json";
    private static final String LOG = "build.log";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final EntryCache cache;
    private final Path directory;

    BuildHistory(Path directory) {
        this.cache = new EntryCache(directory);
        this.directory = directory;
    }

    /** The last one of this key; a damaged record counts as none. */
    Optional<BuildRecord> find(String key) {
        try {
            Optional<Path> entry = cache.find(key);
            return entry.isEmpty()
                    ? Optional.empty()
                    : Optional.of(JSON.readValue(Files.readString(entry.get().resolve(RECORD)), BuildRecord.class));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Keeps a record and its log in place of earlier ones. */
    void keep(BuildRecord build, Path log) {
        cache.replace(build.key(), Progress.silent(), into -> {
            if (Files.isRegularFile(log)) {
                Files.copy(log, into.resolve(LOG));
            }
            Files.writeString(into.resolve(RECORD), JSON.writeValueAsString(build));
        });
    }

    /** Where the log of a build is. */
    Path log(String key) {
        return directory.resolve(key).resolve(LOG);
    }
}
