package org.kpulse.harness.machine.qemu;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.kpulse.harness.machine.BootLimits;
import org.kpulse.harness.platform.Platform;

/** Boots once: {@code BootMain FAKE_QEMU DIRECTORY}. */
final class BootMain {

    private BootMain() {}

    public static void main(String[] args) throws IOException {
        BootLimits limits = new BootLimits(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));
        new QemuMachine(
                        new Qemu(Path.of(args[0]), "QEMU 7.2.22"),
                        FakeQemu.platform(Platform.Kind.TIME),
                        Acceleration.TCG)
                .boot(FakeQemu.order(Path.of(args[1]), limits));
    }
}
