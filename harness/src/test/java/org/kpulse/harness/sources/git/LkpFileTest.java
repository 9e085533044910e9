package org.kpulse.harness.sources.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.TreeKey;
import org.kpulse.harness.config.TreeSettings;
import org.kpulse.harness.fault.UsageException;

/** Real files of lkp-tests' repo/linux. */
class LkpFileTest {

    private static LkpFile read(String name) throws IOException {
        try (InputStream in = LkpFileTest.class.getResourceAsStream(name)) {
            return LkpFile.parse(name, name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void integrationBranchesAreWatched() throws IOException {
        LkpFile file = read("groeck-staging");

        assertThat(file.keys())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        TreeKey.URL, "https://git.kernel.org/pub/scm/linux/kernel/git/groeck/linux-staging.git",
                        TreeKey.BRANCHES, "hwmon,hwmon-next,watchdog,watchdog-next",
                        TreeKey.OWNER, "linux@roeck-us.net"));
        assertThat(file.left()).containsExactly("mail_cc", "notify_build_success_branch", "subsystems");
    }

    @Test
    void aPrioritizedBranchCountsMoreThanTheOneForPatches() throws IOException {
        assertThat(read("akpm-mm").keys())
                .containsEntry(TreeKey.BRANCHES, "mm-new")
                .containsEntry(TreeKey.PRIORITY, "75")
                .containsEntry(TreeKey.OWNER, "akpm@linux-foundation.org");
    }

    @Test
    void theUpstreamTreesTagsAreWatched() throws IOException {
        assertThat(read("linus").keys()).containsEntry(TreeKey.TAGS, "v*").containsEntry(TreeKey.BRANCHES, "*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"groeck-staging", "akpm-mm", "linus"})
    void whatIsPrintedIsConfiguration(String name, @TempDir Path directory) throws IOException {
        LkpFile file = read(name);
        Files.writeString(directory.resolve("kpulse.yaml"), file.yaml());

        Config config = Config.load(new Config.Sources(directory, directory, Map.of(), Map.of()));

        TreeSettings tree = config.treeSettings().get(0);
        assertThat(tree.name()).isEqualTo(name);
        assertThat(tree.isWatched()).isTrue();
        file.keys().forEach((key, value) -> assertThat(tree.text(key)).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "text",
                "[",
                "- a",
                "owner: a@b",
                "url: git://git.kernel.org/x.git",
                "url: 'https://a b'",
                "url: https://u@h/x",
                "url: {a: b}",
                "url: https://h/x\nintegration_testing_branches: 'a b'"
            })
    void whatIsNoDescriptionOfATreeIsNamed(String text) {
        assertThatThrownBy(() -> LkpFile.parse("linux/x", "x", text))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("linux/x");
    }
}
