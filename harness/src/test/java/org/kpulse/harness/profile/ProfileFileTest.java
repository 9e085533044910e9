package org.kpulse.harness.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProfileFileTest {

    private static final long ENTRY = 0xffffffff81000000L;

    private static ProfileBytes whole() {
        return new ProfileBytes()
                .mark(0, 0, Map.of())
                .block(ENTRY, 5)
                .block(ENTRY - 64, 70_000 & 0xffff)
                .mark(1, 77, Map.of(0, 3L, 1, 1L << 40))
                .end(2);
    }

    @Test
    void aWholeProfileHasItsBlocksAndCounts() throws IOException {
        ProfileFile file = whole().read();

        assertThat(file.missing()).isEmpty();
        assertThat(file.blocks()).isEqualTo(2);
        assertThat(file.address(1)).isEqualTo(ENTRY - 64);
        assertThat(file.instructions(0)).isEqualTo(5);
        ProfileFile.Segment segment = file.segments().get(1);
        assertThat(segment.user()).isEqualTo(77);
        assertThat(segment.id(1)).isEqualTo(1);
        assertThat(segment.executions(1)).isEqualTo(1L << 40);
    }

    @Test
    void oneThatIsCutOffAnywhereSaysSoAndKeepsWhatIsWhole() throws IOException {
        byte[] bytes = whole().bytes();
        for (int length = 0; length < bytes.length; length++) {
            ProfileFile file = ProfileFile.read(new ByteArrayInputStream(Arrays.copyOf(bytes, length)));

            assertThat(file.missing()).as("cut at " + length).isPresent();
            assertThat(file.segments().size()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void damageIsNeverAnExceptionAndNeverWhole() throws IOException {
        byte[] bytes = whole().bytes();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = bytes.clone();
            damaged[8 + random.nextInt(damaged.length - 8)] = (byte) random.nextInt(256);
            ProfileFile file = ProfileFile.read(new ByteArrayInputStream(damaged));

            assertThat(file.blocks()).isLessThan(damaged.length);
        }
        assertThat(ProfileFile.read(new ByteArrayInputStream("ELF".getBytes(StandardCharsets.US_ASCII)))
                        .missing())
                .hasValue("it is not a profile");
    }

    @Test
    void whatTheGuestMadeTooLargeIsPartial() throws IOException {
        ProfileFile file =
                new ProfileBytes().mark(0, 0, Map.of()).tag('X').end(1).read();

        assertThat(file.missing()).hasValue("the guest made it larger than its limit");
    }
}
