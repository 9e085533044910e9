package org.kpulse.harness.sources.kernelorg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReleasesFileTest {

    /** kernel.org's list in its form of the end of November 2024. */
    static byte[] golden() throws IOException {
        try (InputStream in = ReleasesFileTest.class.getResourceAsStream("releases.json")) {
            return in.readAllBytes();
        }
    }

    private static ReleasesFile parse(String text) {
        return ReleasesFile.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theListIsReadAsItIs() throws IOException {
        ReleasesFile file = ReleasesFile.parse(golden());

        assertThat(file.ignored()).isEmpty();
        assertThat(file.releases())
                .extracting(r -> r.moniker() + " " + r.version())
                .containsExactly(
                        "mainline 6.13-rc1",
                        "stable 6.12.1",
                        "stable 6.11.10",
                        "stable 6.10.14",
                        "longterm 6.6.63",
                        "longterm 6.1.119",
                        "longterm 5.15.173",
                        "longterm 5.10.230",
                        "longterm 5.4.286",
                        "longterm 4.19.324",
                        "linux-next next-20241128");
        assertThat(file.releases().get(1))
                .isEqualTo(new Release(
                        new ReleaseVersion("6.12.1"),
                        "stable",
                        Optional.of(Instant.ofEpochSecond(1732285246)),
                        false,
                        Optional.of("https://cdn.kernel.org/pub/linux/kernel/v6.x/linux-6.12.1.tar.xz"),
                        Optional.of("https://cdn.kernel.org/pub/linux/kernel/v6.x/linux-6.12.1.tar.sign")));
        assertThat(file.releases().get(0).pgp()).isEmpty();
        assertThat(file.releases().get(3).endOfLife()).isTrue();
        assertThat(file.releases().get(10).source()).isEmpty();
    }

    @Test
    void whatIsNotKnownDoesNotMatterAndWhatMissesIsLeftOut() {
        ReleasesFile file = parse("""
                {"new": {"a": [1]}, "releases": [
                  {"version": "6.12.1", "moniker": "stable", "colour": "red"},
                  {"moniker": "stable"},
                  {"version": "6.12.2"},
                  {"version": 6.12, "moniker": "stable"},
                  {"version": "../../etc", "moniker": "stable"},
                  {"version": "6.12.3", "moniker": "<script>"},
                  "text", null, 7,
                  {"version": "6.12.4", "moniker": "stable", "released": "yesterday", "iseol": "no", "source": 5, "pgp": {}},
                  {"version": "6.12.5", "moniker": "stable", "released": {"timestamp": 1e400, "isodate": "2024-99-99"}},
                  {"version": "6.12.6", "moniker": "stable", "released": {"isodate": "2024-12-01"}},
                  {"version": "6.12.7", "moniker": "stable", "released": {"timestamp": 99999999999999}}
                ]}""");

        assertThat(file.releases())
                .extracting(r -> r.version().text() + " "
                        + r.released().map(Instant::toString).orElse("-"))
                .containsExactly("6.12.1 -", "6.12.4 -", "6.12.5 -", "6.12.6 2024-12-01T00:00:00Z", "6.12.7 -");
        assertThat(file.ignored())
                .containsExactly(
                        "releases[1]: it has no version",
                        "releases[2]: it has no moniker",
                        "releases[3]: it has no version",
                        "releases[4]: its version is none of a kernel",
                        "releases[5]: it has no moniker",
                        "releases[6]: it has no version",
                        "releases[7]: it has no version",
                        "releases[8]: it has no version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "<html>", "[]", "{}", "null", "{\"releases\": {}}", "{\"releases\": 1}", "{\"releases\": ["})
    void whatIsNoListOfReleasesIsSaidToBeNone(String text) {
        assertThatThrownBy(() -> parse(text)).isInstanceOf(ReleasesFile.NotReleases.class);
    }

    @Test
    void aListNestedOrRepeatedWithoutEndIsRefused() {
        assertThatThrownBy(() -> parse("[".repeat(100_000))).isInstanceOf(ReleasesFile.NotReleases.class);
        assertThatThrownBy(() -> parse("{\"releases\": [" + "1,".repeat(2000) + "1]}"))
                .isInstanceOf(ReleasesFile.NotReleases.class)
                .hasMessageContaining("lists 2001 releases");
    }

    @Test
    void versionsAreOrderedByNumberAndCandidatesComeBeforeTheirRelease() {
        List<String> ordered = List.of(
                "2.6.39",
                "2.6.39.4",
                "3.0",
                "4.9.337",
                "4.19.324",
                "6.9",
                "6.12-rc1",
                "6.12-rc10",
                "6.12",
                "6.12.1",
                "6.12.10",
                "next-20241127",
                "next-20241128");

        assertThat(ordered.stream().map(ReleaseVersion::new).sorted().map(ReleaseVersion::text))
                .containsExactlyElementsOf(ordered);
        assertThat(ordered.stream()
                        .map(ReleaseVersion::new)
                        .sorted(java.util.Comparator.reverseOrder())
                        .findFirst())
                .contains(new ReleaseVersion("next-20241128"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"6", "6.", "v6.12", "6.12.3-rc", "6.12.1.2.3", "next-2024", "6.12/..", "latest", "6.12.3 ", ""})
    void whatIsNoVersionIsNone(String text) {
        assertThat(ReleaseVersion.parse(text)).isEmpty();
    }
}
