package org.kpulse.harness.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kpulse.harness.fault.UsageException;

class ConfigTest {

    @TempDir
    private Path home;

    private final Map<String, String> environment = new TreeMap<>();
    private final Map<String, String> flags = new TreeMap<>();
    private Path own;
    private Path users;

    @BeforeEach
    void places() throws IOException {
        own = Files.createDirectory(home.resolve("work")).resolve("kpulse.yaml");
        users = Files.createDirectories(home.resolve(".config/kpulse")).resolve("config.yaml");
    }

    @Test
    void withoutAnyConfigurationTheseValuesAreInForce() {
        Map<String, String> defaults = new TreeMap<>();
        for (ConfigKey key : ConfigKey.values()) {
            assertThat(load().setting(key).origin()).isEqualTo("built-in");
            defaults.put(key.key(), load().text(key));
        }

        assertThat(defaults)
                .containsEntry("database.url", "")
                .containsEntry("qemu.acceleration", "auto")
                .containsEntry("platform.time.cpus", "2")
                .containsEntry("platform.time.memory-mib", "1024")
                .containsEntry("platform.instructions.memory-mib", "1024")
                .containsEntry("platform.scratch-mib", "512")
                .containsEntry("run.base", "debian:previous")
                .containsEntry("run.candidate", "debian:latest")
                .containsEntry("run.suite", "smoke")
                .containsEntry("run.boots", "3")
                .containsEntry("run.platforms", "qemu-time,qemu-instructions")
                .containsEntry("run.retries", "2");
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void theDefaultIsAValueOfItsRange(ConfigKey key) {
        assertThat(key.range().accepts(key.builtIn())).isTrue();
    }

    @ParameterizedTest
    @EnumSource(ConfigKey.class)
    void flagBeatsEnvironmentBeatsOwnFileBeatsUsersFileBeatsDefault(ConfigKey key) throws IOException {
        List<String> values = values(key);
        Files.writeString(users, key.key() + ": \"" + values.get(0) + "\"\n");
        assertThat(load().setting(key)).isEqualTo(new Setting(values.get(0), users + ":1"));

        Files.writeString(own, "# mine\n" + key.key() + ": \"" + values.get(1) + "\"\n");
        assertThat(load().setting(key)).isEqualTo(new Setting(values.get(1), own + ":2"));

        environment.put(key.variable(), values.get(0));
        assertThat(load().setting(key)).isEqualTo(new Setting(values.get(0), key.variable()));

        flags.put(key.key(), values.get(1));
        assertThat(load().setting(key)).isEqualTo(new Setting(values.get(1), "command line"));
    }

    @Test
    void theUsersFileIsWhereTheDesktopsRulesPutIt() throws IOException {
        Path elsewhere = Files.createDirectories(home.resolve("xdg/kpulse")).resolve("config.yaml");
        Files.writeString(elsewhere, "run.boots: 9\n");
        environment.put("XDG_CONFIG_HOME", home.resolve("xdg").toString());

        assertThat(load().number(ConfigKey.RUN_BOOTS)).isEqualTo(9);
    }

    @Test
    void keysMayBeNestedToAnyDepthOrDotted() throws IOException {
        Files.writeString(own, """
                run:
                  boots: 5
                platform:
                  time.cpus: 4
                  instructions:
                    memory-mib: 2048
                run.suite: other
                """);

        assertThat(load().number(ConfigKey.RUN_BOOTS)).isEqualTo(5);
        assertThat(load().number(ConfigKey.TIME_CPUS)).isEqualTo(4);
        assertThat(load().setting(ConfigKey.INSTRUCTIONS_MEMORY)).isEqualTo(new Setting("2048", own + ":6"));
        assertThat(load().text(ConfigKey.RUN_SUITE)).isEqualTo("other");
    }

    @Test
    void severalValuesAreAListOrHaveCommasBetween() throws IOException {
        Files.writeString(own, "guest.packages: [strace, perf-tools]\nrun.platforms: qemu-time\n");
        environment.put("KPULSE_RUN_PLATFORMS", "qemu-instructions,qemu-time");

        assertThat(load().list(ConfigKey.GUEST_PACKAGES)).containsExactly("strace", "perf-tools");
        assertThat(load().list(ConfigKey.RUN_PLATFORMS)).containsExactly("qemu-instructions", "qemu-time");
        assertThat(load().list(ConfigKey.DATABASE_URL)).isEmpty();
    }

    @Test
    void anEmptyFileAndAnEmptySectionSayNothing() throws IOException {
        Files.writeString(users, "# nothing\n");
        Files.writeString(own, "run:\n  # boots: 5\nplatform:\n  time: {}\n");

        assertThat(load().number(ConfigKey.RUN_BOOTS)).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run.boot: 3|:1: unknown key run.boot; did you mean run.boots?",
                "a: 1|:1: unknown key a.",
                "'run:\n  suit: smoke'|:2: unknown key run.suit; did you mean run.suite?",
                "'run.boots: 3\nrun:\n  boots: 4'|:3: run.boots is said twice.",
                "run.boots: many|:1: run.boots must be a whole number from 1 to 1000, not \"many\".",
                "run.boots: 0|:1: run.boots must be a whole number from 1 to 1000, not \"0\".",
                "run.boots: 3.5|:1: run.boots must be a whole number from 1 to 1000, not \"3.5\".",
                "run.boots:|:1: run.boots must be a whole number from 1 to 1000, not \"\".",
                "run.boots: 99999999999999999999|:1: run.boots must be a whole number",
                "qemu.acceleration: xen|:1: qemu.acceleration must be one of auto, tcg, kvm, not \"xen\".",
                "database.url: mysql://x|:1: database.url must be a jdbc:postgresql: URL",
                "run.platforms: [qemu-time, arm]|:1: run.platforms must be platform names, comma between",
                "guest.packages: 'a; reboot'|:1: guest.packages must be package names",
                "guest.packages: [{a: b}]|:1: a list may hold only plain values.",
                "just words|:1: expected keys with values, such as run.boots: 3.",
                "[run.boots, 3]|:1: expected keys with values, such as run.boots: 3.",
                "'run.boots: 3\n  x: ['|:2: not YAML:"
            })
    void aMistakeIsOneSentenceWithFileAndLine(String content, String message) throws IOException {
        Files.writeString(own, content + "\n");

        assertThatThrownBy(this::load)
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith(own + message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void aMistakeInTheEnvironmentOrOnTheCommandLineNamesItsPlace() {
        environment.put("KPULSE_RUN_BOOTS", "x");
        assertThatThrownBy(this::load)
                .isInstanceOf(UsageException.class)
                .hasMessage("KPULSE_RUN_BOOTS: run.boots must be a whole number from 1 to 1000, not \"x\".");
        environment.clear();

        flags.put("run.bots", "1");
        assertThatThrownBy(this::load)
                .isInstanceOf(UsageException.class)
                .hasMessage("command line: unknown key run.bots; did you mean run.boots?");
    }

    @Test
    void aFileThatIsNoTextIsSaid() throws IOException {
        Files.write(own, new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThatThrownBy(this::load).isInstanceOf(UsageException.class).hasMessage(own + " is not text in UTF-8.");
    }

    private Config load() {
        return Config.load(new Config.Sources(own.getParent(), home, environment, flags));
    }

    /** Two values that the key takes. */
    private static List<String> values(ConfigKey key) {
        if (key.range() instanceof Range.Whole whole) {
            return List.of(Long.toString(whole.least()), Long.toString(whole.most()));
        }
        if (key.range() instanceof Range.Choice choice) {
            return choice.values().subList(0, 2);
        }
        return switch (key) {
            case DATABASE_URL -> List.of("jdbc:postgresql://a/b", "jdbc:postgresql://c/d");
            case RUN_PLATFORMS -> List.of("qemu-time", "qemu-instructions");
            case KERNEL_ORG_URL, KERNEL_ORG_DOWNLOADS, KERNEL_ORG_SNAPSHOTS ->
                List.of("https://mirror.example.org/a", "http://127.0.0.1:8000/b");
            case WEB_URL, WEBHOOKS_URLS, OIDC_ISSUER ->
                List.of("https://kpulse.example.org", "http://127.0.0.1:8000/b");
            case MAIL_FROM, MAIL_TO, MAIL_CC -> List.of("ann@example.org", "bob@example.org");
            case BISECT_BUDGET -> List.of("4h", "40boots");
            default -> List.of("one", "two");
        };
    }

    @Test
    void whatIsSaidOfATreeIsReadInBothForms(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("kpulse.yaml"), """
                trees:
                  linus: https://git.example.org/linux.git
                  next:
                    url: https://git.example.org/next.git
                    branches: [master, "for-*"]
                    tags: next-*
                    priority: 80
                    baseline: release:6.12
                    owner: a@example.org
                """);

        Config config = Config.load(new Config.Sources(directory, directory, Map.of(), Map.of()));

        assertThat(config.trees().get("linus").value()).isEqualTo("https://git.example.org/linux.git");
        TreeSettings linus = config.treeSettings().get(0);
        TreeSettings next = config.treeSettings().get(1);
        assertThat(linus.isWatched()).isFalse();
        assertThat(next.isWatched()).isTrue();
        assertThat(next.list(TreeKey.BRANCHES)).containsExactly("master", "for-*");
        assertThat(next.text(TreeKey.PRIORITY)).isEqualTo("80");
        assertThat(next.text(TreeKey.SUITES)).isEqualTo("smoke");
    }

    @ParameterizedTest
    @CsvSource({
        "branchs: main, kpulse.yaml:4: unknown key trees.next.branchs; did you mean branches?",
        "colour: red, kpulse.yaml:4: unknown key trees.next.colour.",
        "priority: 101, kpulse.yaml:4: trees.next.priority must be a whole number from 0 to 100",
        "owner: nobody, kpulse.yaml:4: trees.next.owner must be a mail address",
        "baseline: newest, 'kpulse.yaml:4: trees.next.baseline must be previous, parent-tag or a kernel reference'",
        "url: '', kpulse.yaml:4: trees.next.url must be a path or a URL",
        "tags: 'a b', kpulse.yaml:4: trees.next.tags must be patterns of tags"
    })
    void whatIsWrongOfATreeIsNamedWithItsLine(String line, String message, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("kpulse.yaml"), "trees:\n  next:\n    suites: smoke\n    " + line + "\n");

        assertThatThrownBy(() -> Config.load(new Config.Sources(directory, directory, Map.of(), Map.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "maildir: a, kpulse.yaml:4: patches.pipe needs either a maildir or a directory.",
        "base: git:a#b, kpulse.yaml:3: patches.pipe needs either a maildir or a directory.",
        "tree: linus, 'kpulse.yaml:4: there is no trees.linus.'",
        "base: debian:latest, 'kpulse.yaml:4: patches.pipe.base must be a kernel that takes patches, git: or release:'",
        "maildri: a, kpulse.yaml:4: unknown key patches.pipe.maildri; did you mean maildir?",
        "colour: red, kpulse.yaml:4: unknown key patches.pipe.colour.",
        "interval-seconds: 1, kpulse.yaml:4: patches.pipe.interval-seconds must be a whole number from 10 to 604800"
    })
    void whatIsWrongOfAPlaceWherePatchesArriveIsNamedWithItsLine(String line, String message, @TempDir Path directory)
            throws IOException {
        String other = line.startsWith("base: git") ? "tree: ''" : "directory: a";
        Files.writeString(directory.resolve("kpulse.yaml"), "patches:\n  pipe:\n    " + other + "\n    " + line + "\n");

        assertThatThrownBy(() -> Config.load(new Config.Sources(directory, directory, Map.of(), Map.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aPlaceWherePatchesArriveNeedsABase(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("kpulse.yaml"), "patches:\n  pipe:\n    maildir: a\n");

        assertThatThrownBy(() -> Config.load(new Config.Sources(directory, directory, Map.of(), Map.of())))
                .hasMessageContaining(
                        "kpulse.yaml:3: patches.pipe needs a tree, which has the base-commit of a series, or a base.");
    }

    @Test
    void aTreeWithoutAddressIsNamedWithItsLine(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("kpulse.yaml"), "trees:\n  next:\n    suites: smoke\n");

        assertThatThrownBy(() -> Config.load(new Config.Sources(directory, directory, Map.of(), Map.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("kpulse.yaml:3: trees.next has no url.");
    }

    @Test
    void aMistypedVariableIsRefusedWithASuggestion() {
        assertThatThrownBy(() -> Config.load(new Config.Sources(
                        Path.of("/nowhere"), Path.of("/nowhere"), Map.of("KPULSE_RUN_BOTS", "3"), Map.of())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("KPULSE_RUN_BOTS")
                .hasMessageContaining("did you mean KPULSE_RUN_BOOTS?");
    }
}
