package org.kpulse.harness.guest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.kernel.FakeKernelFiles;
import org.kpulse.harness.process.RecordedCommands;

class BusyboxTest {

    @TempDir
    private Path directory;

    @Test
    void everyAppletOfARealListIsKeptButBusyboxItself() throws IOException {
        Path file = Files.write(directory.resolve("busybox"), FakeKernelFiles.program(1));
        RecordedCommands commands =
                new RecordedCommands().on(file + " --list", GuestImagesTest.resource("busybox-list.txt"));

        assertThat(Busybox.of(file, commands).applets())
                .contains("sh", "mount", "insmod", "[", "[[", "poweroff")
                .doesNotContain("busybox")
                .hasSize((int) GuestImagesTest.resource("busybox-list.txt")
                                .lines()
                                .count()
                        - 1);
    }

    @Test
    void aBusyboxThatNeedsADynamicLinkerIsRefused() throws IOException {
        Path file = Files.write(directory.resolve("busybox"), FakeKernelFiles.program(3));

        assertThatThrownBy(() -> Busybox.of(file, new RecordedCommands()))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("apt-get install busybox-static");
        assertThatThrownBy(() -> Busybox.of(directory.resolve("absent"), new RecordedCommands()))
                .isInstanceOf(InfraException.class)
                .hasMessageContaining("apt-get install busybox-static");
    }
}
