package org.kpulse.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.job.Bundle;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.machine.BootOrder;
import org.kpulse.harness.machine.BootOutcome;
import org.kpulse.harness.pool.PooledMachine;
import org.kpulse.harness.profile.CodeMap;
import org.kpulse.harness.profile.ExactProfiler;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.Preparer;
import org.kpulse.harness.state.EntryCache;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.store.CodeStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelStore;

/**
 * The symbols of kernels, each asked for in a boot of its own that runs nothing else, once: what a guest sends at the end of a
 * measured boot would make it another boot than the next one. Cached by kernel and bundle.
 */
final class KernelSymbols {

    private static final String FILE = "map.gz";
    private static final long SEED = 1;

    private final Database database;
    private final EntryCache cache;
    private final PooledMachine machine;
    private final Preparer preparer;
    private final Path directory;
    private final Progress progress;

    /** @param workspace for files that live only while this runs */
    KernelSymbols(Lab lab, Database database, PooledMachine machine, Preparer preparer, Path workspace) {
        this.database = database;
        this.cache = new EntryCache(lab.state().symbols());
        this.machine = machine;
        this.preparer = preparer;
        this.directory = workspace.resolve("symbols");
        this.progress = lab.progress();
    }

    /** The symbols of a kernel, stored too; empty, after saying why, if it gives none. Its runs are worth as much without. */
    Optional<CodeMap> obtain(Kernel kernel) {
        Optional<CodeMap> symbols = read(kernel);
        symbols.ifPresent(map ->
                new CodeStore(database).save(new KernelStore(database).save(kernel), ExactProfiler.code(map, kernel)));
        return symbols;
    }

    private Optional<CodeMap> read(Kernel kernel) {
        Bundle bundle = preparer.symbols();
        String key = Sha256.ofText(kernel.ref() + "\n" + kernel.imageSha256() + "\n" + bundle.sha256())
                .substring(0, 24);
        try {
            Path entry = cache.obtain(
                    key,
                    path -> Files.isReadable(path.resolve(FILE)),
                    progress,
                    made -> Files.write(made.resolve(FILE), sent(kernel, bundle)));
            return Optional.of(ExactProfiler.symbols(Files.readAllBytes(entry.resolve(FILE))));
        } catch (InfraException | IOException e) {
            progress.warn("profiles of " + kernel.release() + " will name no function: " + e.getMessage());
            return Optional.empty();
        }
    }

    private byte[] sent(Kernel kernel, Bundle bundle) throws IOException {
        progress.step("symbols of " + kernel.release());
        Files.createDirectories(directory);
        Prepared prepared = preparer.prepare(kernel, machine.machine(), bundle, List.of(), directory);
        BootOutcome outcome = machine.machine()
                .boot(new BootOrder(
                        kernel,
                        prepared.initramfs(),
                        prepared.guestImage(),
                        prepared.scratchMib(),
                        SEED,
                        directory,
                        machine.limits(),
                        List.of()));
        if (outcome.fault().isPresent()) {
            Fault fault = outcome.fault().get();
            throw new InfraException(
                    "the boot that was to give its symbols failed: " + fault.code() + ": " + fault.detail());
        }
        byte[] map = outcome.transcript().codeMap();
        ExactProfiler.symbols(map);
        return map;
    }
}
