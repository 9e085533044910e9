package org.kpulse.harness.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {

    @Test
    void theVersionIsTheBuilds() throws IOException {
        Matcher matcher = Pattern.compile("<artifactId>kpulse</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Files.readString(Path.of("..", "pom.xml")));

        assertThat(matcher.find()).isTrue();
        assertThat(Version.VERSION).isEqualTo(matcher.group(1));
    }
}
