package org.kpulse.harness.cli;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.DeterminismTrial;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.guest.Busybox;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.qemu.Calibration;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Machines. */
@Command(
        name = "machines",
        description = "Machines: the embedded pool of this host.",
        subcommands = {MachinesCommand.ListAll.class, MachinesCommand.Check.class})
final class MachinesCommand extends Group {

    private static Map<String, @Nullable Object> object(Platform platform) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("platform", platform.name());
        object.put("kind", platform.kind().label());
        object.put("architecture", platform.architecture().kernelName());
        object.put("acceleration", platform.acceleration());
        object.put("cpus", platform.cpus());
        object.put("memory_mib", platform.memoryMib());
        object.put("processor", platform.processor());
        return object;
    }

    /** Lists them. */
    @Command(name = "list", description = "List the machines with what was found out about them.")
    static final class ListAll extends Leaf {

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            EmbeddedPool pool = context.lab(common).pool();
            Optional<Calibration> known = pool.known();
            List<Map<String, @Nullable Object>> machines = new ArrayList<>();
            for (String name : EmbeddedPool.PLATFORMS) {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                object.put("platform", name);
                known.ifPresent(c -> object.putAll(MachinesCommand.object(pool.platform(name, c))));
                machines.add(object);
            }
            if (common.json) {
                context.json(machines);
                return 0;
            }
            Table table = new Table(4, "platform", "kind", "acceleration", "processor", "CPUs", "MiB");
            machines.forEach(m -> table.row(
                    text(m, "platform"),
                    text(m, "kind"),
                    text(m, "acceleration"),
                    text(m, "processor"),
                    text(m, "cpus"),
                    text(m, "memory_mib")));
            context.print(table.text());
            context.print(known.map(c -> String.format(
                            Locale.ROOT, "bare boot %.1f s; %s%n", c.bareBoot().toMillis() / 1000.0, c.evidence()))
                    .orElse("not calibrated yet; kpulse machines check does it\n"));
            return 0;
        }

        private static String text(Map<String, @Nullable Object> machine, String key) {
            Object value = machine.get(key);
            return value == null ? "-" : value.toString();
        }
    }

    /** Checks them. */
    @Command(
            name = "check",
            description = {
                "Boot a kernel bare to see that the machines work; with --determinism run the suite twice with one",
                "kernel and seed on qemu-instructions and compare every sample."
            })
    static final class Check extends Leaf {

        private static final int INFRASTRUCTURE = 3;

        @Option(names = "--determinism", description = "Check that two boots with one seed are bit-identical.")
        boolean determinism;

        @Option(names = "--kernel", paramLabel = "REF", description = "Kernel to boot (default debian:latest).")
        String kernel = "debian:latest";

        Check(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            try (Workspace workspace = Workspace.take(context.state(), Clock.systemUTC())) {
                Kernel booted = lab.kernels().fetch(kernel, lab.progress());
                Calibration calibration = lab.pool().calibrate(booted, Busybox.ofHost(lab.commands()));
                Optional<DeterminismTrial.Result> trial = determinism
                        ? Optional.of(new DeterminismTrial(lab, workspace)
                                .run(booted, calibration, lab.config().text(ConfigKey.RUN_SUITE)))
                        : Optional.empty();
                print(booted, calibration, trial);
                return trial.isEmpty() || trial.get().identical() ? 0 : INFRASTRUCTURE;
            }
        }

        private void print(Kernel booted, Calibration calibration, Optional<DeterminismTrial.Result> trial) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("kernel", booted.ref());
            object.put("acceleration", calibration.acceleration().label());
            object.put("evidence", calibration.evidence());
            object.put("bare_boot_seconds", calibration.bareBoot().toMillis() / 1000.0);
            trial.ifPresent(t -> {
                object.put("deterministic", t.identical());
                object.put("benchmarks", t.benchmarks());
                object.put("samples", t.samples());
                object.put("difference", t.difference().orElse(null));
            });
            if (common.json) {
                context.json(object);
                return;
            }
            StringBuilder text = new StringBuilder();
            text.append(String.format(
                    Locale.ROOT,
                    "qemu works: %s (%s), bare boot of %s in %.1f s%n",
                    calibration.acceleration().label(),
                    calibration.evidence(),
                    booted.release(),
                    calibration.bareBoot().toMillis() / 1000.0));
            trial.ifPresent(t -> text.append(
                    t.identical()
                            ? "qemu-instructions is deterministic: two boots with one seed gave " + t.samples()
                                    + " bit-identical samples of " + t.benchmarks() + " benchmarks\n"
                            : "qemu-instructions is NOT deterministic here: "
                                    + t.difference().orElse("") + "\n"));
            context.print(text.toString());
        }
    }
}
