package org.kpulse.harness.experiment;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.qemu.Qemu;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.profile.CodeMap;
import org.kpulse.harness.profile.Collector;
import org.kpulse.harness.profile.ExactProfiler;
import org.kpulse.harness.profile.ProfilePlugin;
import org.kpulse.harness.runner.Preparer;
import org.kpulse.harness.store.Database;

/** What sees the boots of a machine beside their samples. */
final class ProfilingSetup {

    private final Lab lab;
    private final Database database;
    private final Workspace workspace;

    ProfilingSetup(Lab lab, Database database, Workspace workspace) {
        this.lab = lab;
        this.database = database;
        this.workspace = workspace;
    }

    /** Exact profiles where instructions are counted, if this QEMU takes plugins. */
    List<Collector> collectors(PooledMachine machine, Collection<Kernel> kernels, Preparer preparer) {
        if (machine.machine().platform().kind() != Platform.Kind.INSTRUCTIONS
                || lab.config().text(ConfigKey.RUN_PROFILES).equals("off")) {
            return List.of();
        }
        Qemu qemu = lab.pool().qemu();
        Optional<Path> plugin =
                new ProfilePlugin(lab.commands(), lab.state(), qemu.binary(), qemu.version()).obtain(lab.progress());
        if (plugin.isEmpty()) {
            return List.of();
        }
        KernelSymbols symbols = new KernelSymbols(lab, database, machine, preparer, workspace.directory());
        Map<String, CodeMap> known = new HashMap<>();
        for (Kernel kernel : kernels) {
            if (!known.containsKey(kernel.imageSha256())) {
                symbols.obtain(kernel).ifPresent(map -> known.put(kernel.imageSha256(), map));
            }
        }
        return List.of(new ExactProfiler(plugin.get(), known));
    }
}
