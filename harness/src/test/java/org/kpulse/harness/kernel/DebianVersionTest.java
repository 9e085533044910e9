package org.kpulse.harness.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebianVersionTest {

    @ParameterizedTest
    @CsvSource({
        "1.0~rc1, 1.0",
        "1.0~~, 1.0~",
        "1.0, 1.0+b1",
        "1.9, 1.10",
        "9:1.0, 10:0.1",
        "2.0, 1:1.0",
        "1.0-1, 1.0-1.1",
        "1.0-9, 1.0-10",
        "1.0a, 1.0+",
        "6.12.117-1~deb12u1, 6.12.117-1",
        "6.12~rc1-1, 6.12-1",
        "6.1.0-9, 6.1.0-47",
        "6.12.9+bpo, 6.12.100+deb12",
        "7.0~a, 7.0"
    })
    void sortsAsDpkgDoes(String smaller, String greater) {
        assertThat(new DebianVersion(smaller)).isLessThan(new DebianVersion(greater));
        assertThat(new DebianVersion(greater)).isGreaterThan(new DebianVersion(smaller));
    }

    @ParameterizedTest
    @CsvSource({"1.0, 1.0", "1.0, 0:1.0", "1.00, 1.0", "1.0-0, 1.0"})
    void theseAreEqualInOrder(String one, String other) {
        assertThat(new DebianVersion(one)).isEqualByComparingTo(new DebianVersion(other));
    }

    @Test
    void theAbisOfRealKernelsSortByAge() {
        List<String> abis = List.of(
                "6.1.0-47",
                "6.1.0-48",
                "6.1.0-49",
                "6.1.0-50",
                "6.1.0-56",
                "6.12.100+deb12",
                "6.12.101+deb12",
                "6.12.107+deb12",
                "6.12.117+deb12");
        List<DebianVersion> shuffled =
                new ArrayList<>(abis.stream().map(DebianVersion::new).toList());
        Collections.shuffle(shuffled, new Random(1));

        assertThat(shuffled.stream().sorted().map(DebianVersion::text)).containsExactlyElementsOf(abis);
    }

    @Test
    void whatIsNoVersionIsRefused() {
        assertThatThrownBy(() -> new DebianVersion("1.0 beta")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DebianVersion("")).isInstanceOf(IllegalArgumentException.class);
    }
}
