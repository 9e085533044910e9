package org.kpulse.harness.sources.kernelorg;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * kernel.org's {@code releases.json} (https://www.kernel.org/releases.json). Fields that are not known do not matter; an entry that
 * cannot be understood is left out and named, the others count.
 *
 * @param releases that could be understood, in the file's order
 * @param ignored one sentence for each entry that could not
 */
record ReleasesFile(List<Release> releases, List<String> ignored) {

    private static final int MOST_RELEASES = 1000;
    private static final long LAST_SECOND =
            Instant.parse("2200-01-01T00:00:00Z").getEpochSecond();
    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(20)
                            .maxStringLength(10_000)
                            .maxNumberLength(100)
                            .build())
                    .build())
            .build();

    ReleasesFile {
        releases = List.copyOf(releases);
        ignored = List.copyOf(ignored);
    }

    /** A file that is no list of releases at all. The message is the end of a sentence, without a full stop. */
    static final class NotReleases extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotReleases(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    static ReleasesFile parse(byte[] file) {
        JsonNode root;
        try {
            root = JSON.readTree(file);
        } catch (JacksonException e) {
            throw new NotReleases("it is not JSON (" + firstLine(e) + ")", e);
        }
        JsonNode list = root.path("releases");
        if (!list.isArray()) {
            throw new NotReleases("it has no list \"releases\"", null);
        }
        if (list.size() > MOST_RELEASES) {
            throw new NotReleases("it lists " + list.size() + " releases", null);
        }
        List<Release> releases = new ArrayList<>();
        List<String> ignored = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode entry = list.get(i);
            try {
                releases.add(release(entry));
            } catch (IllegalArgumentException e) {
                ignored.add("releases[" + i + "]: " + e.getMessage());
            }
        }
        return new ReleasesFile(releases, ignored);
    }

    private static Release release(JsonNode entry) {
        String version = text(entry, "version").orElseThrow(() -> new IllegalArgumentException("it has no version"));
        String moniker = text(entry, "moniker")
                .filter(m -> m.matches("[a-z][a-z0-9-]{0,30}"))
                .orElseThrow(() -> new IllegalArgumentException("it has no moniker"));
        return new Release(
                ReleaseVersion.parse(version)
                        .orElseThrow(() -> new IllegalArgumentException("its version is none of a kernel")),
                moniker,
                released(entry.path("released")),
                entry.path("iseol").isBoolean() && entry.path("iseol").booleanValue(),
                text(entry, "source"),
                text(entry, "pgp"));
    }

    private static Optional<String> text(JsonNode entry, String field) {
        JsonNode value = entry.path(field);
        return value.isString() && !value.stringValue().isBlank()
                ? Optional.of(value.stringValue().strip())
                : Optional.empty();
    }

    private static Optional<Instant> released(JsonNode released) {
        JsonNode stamp = released.path("timestamp");
        if (stamp.isIntegralNumber() && stamp.canConvertToLong()) {
            long seconds = stamp.longValue();
            return seconds > 0 && seconds < LAST_SECOND
                    ? Optional.of(Instant.ofEpochSecond(seconds))
                    : Optional.empty();
        }
        try {
            return text(released, "isodate")
                    .map(date ->
                            LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String firstLine(JacksonException e) {
        return String.valueOf(e.getOriginalMessage())
                .lines()
                .findFirst()
                .orElse("unreadable")
                .replaceAll("[^\\x20-\\x7e]", "?");
    }
}
