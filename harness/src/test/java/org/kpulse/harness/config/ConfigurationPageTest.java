package org.kpulse.harness.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    @Test
    void thePageListsEveryKeyAsItIs() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "configuration.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(Arrays.stream(ConfigKey.values())
                        .map(ConfigurationPageTest::row)
                        .toList());
    }

    @Test
    void thePageOfPoliciesNamesEveryKeyOfThem() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "policies.md"));

        assertThat(Arrays.stream(PolicyKey.values()).map(key -> "`" + key.key() + "`"))
                .allSatisfy(key -> assertThat(page).contains(key));
    }

    @Test
    void thePageOfPatchesNamesEveryKeyOfThePlacesWhereTheyArrive() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "patches.md"));

        assertThat(Arrays.stream(PatchesKey.values()).map(key -> "`" + key.key() + "`"))
                .allSatisfy(key -> assertThat(page).contains(key));
    }

    private static String row(ConfigKey key) {
        String builtIn = key.builtIn().isEmpty() ? "" : "`" + key.builtIn() + "`";
        return String.join(
                        " | ",
                        "| `" + key.key() + "`",
                        key.meaning(),
                        builtIn,
                        key.range().words(),
                        "`" + key.variable() + "`")
                + " |";
    }
}
