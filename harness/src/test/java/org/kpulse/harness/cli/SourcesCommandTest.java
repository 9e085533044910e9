package org.kpulse.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.build.FakeTree;
import org.kpulse.harness.http.FakeServer;
import org.kpulse.harness.sources.SettableClock;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PostgresExtension;
import tools.jackson.databind.JsonNode;

@ExtendWith(PostgresExtension.class)
class SourcesCommandTest {

    @TempDir
    private Path directory;

    private final FakeServer server = new FakeServer();
    private final SettableClock clock = new SettableClock(Instant.parse("2024-12-02T10:00:00Z"));
    private final Database database;
    private Cli cli;

    SourcesCommandTest(Database database) {
        this.database = database;
    }

    @BeforeEach
    void aKernelOrg() throws IOException {
        try (InputStream in =
                SourcesCommandTest.class.getResourceAsStream("/org/kpulse/harness/sources/kernelorg/releases.json")) {
            server.file("/releases.json", in.readAllBytes());
        }
        cli = new Cli(directory).with(database);
        cli.clock = clock;
        cli.environment.put("KPULSE_SOURCES_KERNEL_ORG_URL", server.url() + "/releases.json");
        cli.environment.put("KPULSE_SOURCES_PRIVATE_ADDRESSES", "on");
        cli.environment.put("KPULSE_SOURCES_DEBIAN_WATCH", "off");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatIsWatchedHowItWentAndWhatWasSeenAreShown() {
        JsonNode before = cli.run("sources", "list", "--json").json().get(0);
        assertThat(before.get("source").stringValue()).isEqualTo("kernel.org");
        assertThat(before.get("polled_at").isNull()).isTrue();
        assertThat(before.get("due_at").stringValue()).isEqualTo("2024-12-02T10:00:00Z");

        Cli.Answer first = cli.run("sources", "poll");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out())
                .startsWith("kernel.org: 11 new\n")
                .contains("  release:6.12.1  stable\n", "  next poll 2024-12-02T10:0");

        JsonNode after = cli.run("sources", "list", "--json").json().get(0);
        assertThat(after.get("ok").booleanValue()).isTrue();
        assertThat(after.get("newest").get("ref").stringValue()).isEqualTo("release:6.13-rc1");
        assertThat(cli.run("sources", "list").out())
                .contains("kernel.org", "release:6.13-rc1", "2024-12-02T10:00:00Z", "ok");
        assertThat(cli.run("sources", "seen", "--limit", "1", "--source", "kernel.org")
                        .out())
                .contains("release:6.13-rc1", "mainline", "2024-12-01T22:17:57Z");
        assertThat(cli.run("sources", "seen", "--source", "kernel.org", "--json")
                        .json())
                .hasSize(11);

        assertThat(cli.run("sources", "poll", "--due").out()).isEmpty();
        clock.advance(Duration.ofMinutes(5));
        server.instead("/releases.json", FakeServer.status(503));
        Cli.Answer failed = cli.run("sources", "poll", "--due");
        assertThat(failed.code()).isEqualTo(3);
        assertThat(failed.out()).contains("kernel.org: failed: ", "answers with status 503.");
        assertThat(cli.run("sources", "list").out())
                .contains("  failed  ", "kernel.org: " + server.url() + "/releases.json answers with status 503.");
        clock.advance(Duration.ofMinutes(10));
        assertThat(cli.run("sources", "poll", "--due", "--json").json().get(0).get("new"))
                .isEmpty();
    }

    @Test
    void aTreeOfTheConfigurationIsWatched() {
        FakeTree tree = new FakeTree(directory.resolve("linux"));
        String[] poll = {
            "sources",
            "poll",
            "git:demo",
            "--json",
            "--set",
            "trees.demo.url=" + tree.directory(),
            "--set",
            "trees.demo.branches=main"
        };

        assertThat(cli.run(poll).json().get(0).get("new").get(0).get("ref").stringValue())
                .isEqualTo("git:demo#" + tree.head());
        assertThat(cli.run(poll).json().get(0).get("new")).isEmpty();
    }

    @Test
    void seriesInADirectoryAreShownAsKernelsAre() throws IOException {
        FakeTree tree = new FakeTree(directory.resolve("linux"));
        String base = tree.head();
        tree.write("fs/pipe.c", FakeTree.PIPE.replace("3,", "4,")).commit("pipe: four");
        Path file = Files.createDirectories(directory.resolve("series")).resolve("a.patch");
        Files.writeString(file, tree.mail());
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minusSeconds(60)));
        Map<String, String> said = Map.of(
                "sources.kernel-org.watch",
                "off",
                "trees.drop.url",
                tree.directory().toString(),
                "patches.drop.directory",
                file.getParent().toString(),
                "patches.drop.base",
                "git:drop#" + base);
        String[] settings = said.entrySet().stream()
                .flatMap(each -> Stream.of("--set", each.getKey() + "=" + each.getValue()))
                .toArray(String[]::new);

        assertThat(run(settings, "sources", "poll").out())
                .startsWith("patches:drop: 1 new\n  git:drop#" + base + "+patch:")
                .contains("  [PATCH] pipe: four\n");
        assertThat(run(settings, "sources", "list").out())
                .contains("patches:drop", file.getParent().toString());
        assertThat(run(settings, "sources", "seen", "--source", "patches:drop").out())
                .contains("[PATCH] pipe: four");
        JsonNode asked = run(settings, "plan", "--json").json().get("expected").get(0);
        assertThat(asked.toString()).contains("[PATCH] pipe: four", "policy:patches drop", "git:drop#" + base + "\"");
        assertThat(file).exists();
    }

    private Cli.Answer run(String[] settings, String... command) {
        return cli.run(Stream.concat(Stream.of(command), Stream.of(settings)).toArray(String[]::new));
    }

    @Test
    void aSourceThatIsNotWatchedIsSuggestedTheNearest() {
        Cli.Answer answer = cli.run("sources", "poll", "kernel.or");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("No source kernel.or is watched; did you mean kernel.org?");
    }

    @Test
    void aFileOfLkpBecomesLinesOfConfiguration() throws IOException {
        Path file = directory.resolve("Acpi");
        Files.writeString(
                file,
                "url: https://git.example.com/lenb/linux.git\nintegration_testing_branches: next\nmirrors: [a]\n");

        assertThat(cli.run("sources", "import", file.toString()).out()).isEqualTo("""
                trees:
                  acpi:
                    url: 'https://git.example.com/lenb/linux.git'
                    branches: 'next'
                    # without counterpart: mirrors
                """);
        assertThat(cli.run("sources", "import", file.toString(), "--name", "lenb", "--json")
                        .json()
                        .get("name")
                        .stringValue())
                .isEqualTo("lenb");
        Files.write(file, "url: \u00ff".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(cli.run("sources", "import", file.toString()).code()).isEqualTo(2);
        assertThat(cli.run("sources", "import", "/nowhere/x").err()).isEqualTo("kpulse: Cannot read /nowhere/x.\n");
    }
}
