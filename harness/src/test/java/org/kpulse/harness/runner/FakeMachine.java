package org.kpulse.harness.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.job.Channel;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.machine.Machine;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.platform.Platform;

/** A machine in memory: every boot writes the same files and has the same outcome. */
final class FakeMachine implements Machine {

    final List<BootOrder> orders = new ArrayList<>();
    Channel channel = new Channel().hello(1).step("run", "cpu", 0, "t=3\n").done();
    Optional<Fault> fault = Optional.empty();
    Runnable duringBoot = () -> {};

    @Override
    public Platform platform() {
        return new Platform("qemu-time", Platform.Kind.TIME, Architecture.X86_64, "tcg", 2, 1024, "x");
    }

    @Override
    public String version() {
        return "QEMU 7.2.22";
    }

    @Override
    public List<String> modules() {
        return List.of();
    }

    @Override
    public BootOutcome boot(BootOrder order) {
        orders.add(order);
        try {
            Files.writeString(order.directory().resolve("console.log"), "console");
            Files.write(order.directory().resolve("results.log"), channel.bytes());
            Files.writeString(order.directory().resolve("qemu.log"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        duringBoot.run();
        return new BootOutcome(
                channel.transcript(),
                fault,
                Duration.ofMillis(1500),
                Duration.ofMillis(500),
                Duration.ofMillis(2100),
                List.of("WARNING: x"),
                List.of(),
                "last line",
                "console=ttyS0",
                "qemu -m 1024M");
    }
}
