package org.kpulse.harness.machine.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.machine.qemu.Calibrator.Wish;
import org.kpulse.harness.progress.Progress;

class CalibratorTest {

    private static final BareBoot.Result HANGS = new BareBoot.Result(Optional.empty(), "no shell within 20 s");

    @TempDir
    private Path home;

    private final List<String> boots = new ArrayList<>();
    private final List<String> said = new ArrayList<>();
    private BareBoot.Result kvm = HANGS;
    private BareBoot.Result tcg = boots(2400);

    @BeforeEach
    void aDeviceIsThere() throws IOException {
        Files.createFile(home.resolve("kvm"));
    }

    @Test
    void kvmIsUsedWhenARealBootShowsThatItWorks() {
        kvm = boots(900);

        assertThat(calibrate(Wish.AUTO))
                .isEqualTo(new Calibration(Acceleration.KVM, "a real boot works", Duration.ofMillis(900)));
        assertThat(boots).containsExactly("kvm");
    }

    @Test
    void aKvmThatHangsLeadsToTcgWithOneLine() {
        assertThat(calibrate(Wish.AUTO))
                .isEqualTo(new Calibration(
                        Acceleration.TCG, "KVM does not work here: no shell within 20 s", Duration.ofMillis(2400)));
        assertThat(boots).containsExactly("kvm", "tcg,thread=single");
        assertThat(said).containsExactly("KVM does not work here: no shell within 20 s; using TCG");
    }

    @Test
    void withoutTheDeviceKvmIsNotEvenTried() throws IOException {
        Files.delete(home.resolve("kvm"));

        assertThat(calibrate(Wish.AUTO).acceleration()).isEqualTo(Acceleration.TCG);
        assertThat(boots).containsExactly("tcg,thread=single");
        assertThat(said).singleElement().asString().contains("there is no " + home.resolve("kvm"));
    }

    @Test
    void tcgThatIsAskedForNeedsNoTrialOfKvm() {
        kvm = boots(900);

        assertThat(calibrate(Wish.TCG).evidence()).isEqualTo("asked for");
        assertThat(boots).containsExactly("tcg,thread=single");
    }

    @Test
    void kvmThatIsAskedForAndDoesNotWorkIsAnErrorWithTheWayOut() {
        assertThatThrownBy(() -> calibrate(Wish.KVM))
                .isInstanceOf(InfraException.class)
                .hasMessage("KVM does not work here: no shell within 20 s; set qemu.acceleration to auto or tcg.");
        assertThat(home.resolve("kept")).doesNotExist();
    }

    @Test
    void aHostThatCannotBootAKnownKernelIsAnErrorWithItsLogs() {
        tcg = HANGS;

        assertThatThrownBy(() -> calibrate(Wish.AUTO))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("no shell within 20 s; see bare-console.log and bare-qemu.log in " + home);
    }

    @Test
    void theAnswerIsKept() {
        Calibration first = calibrate(Wish.AUTO);
        boots.clear();

        assertThat(calibrate(Wish.AUTO)).isEqualTo(first);
        assertThat(boots).isEmpty();
    }

    @Test
    void anotherWishOrAnotherHostIsAnotherAnswer() {
        calibrate(Wish.AUTO);
        boots.clear();

        calibrate(Wish.TCG);
        calibrator("QEMU 8.0 on 6.1").calibrate(Wish.TCG, this::boot, home);

        assertThat(boots).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "host=QEMU 7.2 on 6.1 AUTO",
                "host=QEMU 7.2 on 6.1 AUTO\nacceleration=WARP\nbare-boot-ms=1",
                "host=QEMU 7.2 on 6.1 AUTO\nacceleration=KVM\nbare-boot-ms=soon",
                "host=QEMU 7.2 on 6.1 AUTO\nacceleration=KVM\nbare-boot-ms=-5",
                "host=\\u12"
            })
    void aBrokenAnswerIsFoundOutAgain(String content) throws IOException {
        Files.writeString(home.resolve("kept"), content);

        assertThat(calibrate(Wish.AUTO).acceleration()).isEqualTo(Acceleration.TCG);
        assertThat(boots).hasSize(2);
        boots.clear();
        calibrate(Wish.AUTO);
        assertThat(boots).isEmpty();
    }

    @Test
    void aWishIsReadInAnyCase() {
        assertThat(Wish.of("kvm")).isEqualTo(Wish.KVM);
        assertThat(Wish.of("Tcg")).isEqualTo(Wish.TCG);
    }

    private Calibration calibrate(Wish wish) {
        return calibrator("QEMU 7.2 on 6.1").calibrate(wish, this::boot, home);
    }

    private Calibrator calibrator(String host) {
        return new Calibrator(home.resolve("kept"), host, progress(), home.resolve("kvm"));
    }

    private BareBoot.Result boot(List<String> accelerator, Path directory, Duration limit) {
        boots.add(accelerator.get(1));
        return accelerator.contains("kvm") ? kvm : tcg;
    }

    private Progress progress() {
        return new Progress() {
            @Override
            public void step(String message) {
                said.add(message);
            }

            @Override
            public void warn(String message) {
                said.add("warning: " + message);
            }

            @Override
            public void of(long done, long total, String message) {}
        };
    }

    private static BareBoot.Result boots(long millis) {
        return new BareBoot.Result(Optional.of(Duration.ofMillis(millis)), "");
    }
}
