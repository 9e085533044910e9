package org.kpulse.harness.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PostmasterFileTest {

    @Test
    void aServerIsReadyOnlyWithPortAndStatus() {
        List<String> lines =
                List.of("15378", "/data", "1795455848", "55432", "", "127.0.0.1", "  2228255         4", "ready   ");
        PostmasterFile file = PostmasterFile.parse(lines).orElseThrow();
        assertThat(file).isEqualTo(new PostmasterFile(15378, 55432, "ready"));
        assertThat(file.ready()).isTrue();
        assertThat(PostmasterFile.parse(lines.subList(0, 6)).orElseThrow().ready())
                .isFalse();
    }

    @Test
    void aDamagedFileNamesNoServer() {
        assertThat(PostmasterFile.parse(List.of())).isEmpty();
        assertThat(PostmasterFile.parse(List.of("x"))).isEmpty();
        assertThat(PostmasterFile.parse(List.of("-5"))).isEmpty();
    }
}
