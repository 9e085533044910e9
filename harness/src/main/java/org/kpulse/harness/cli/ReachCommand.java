package org.kpulse.harness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.profile.CommitWeight.Touched;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.patch.CommitDiff;
import org.kpulse.harness.patch.PatchReader;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.report.Reach;
import org.kpulse.harness.report.ReachText;
import org.kpulse.harness.store.CodeStore;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.ReachQuery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which benchmarks execute given functions, or those that a patch or commit changes; boots nothing. */
@Command(
        name = "reach",
        description = "Say which benchmarks execute some kernel functions, or those that a patch or a commit changes.")
final class ReachCommand extends Leaf {

    private static final long MAX_PATCH = 64L << 20;

    @Parameters(arity = "0..*", paramLabel = "FUNCTION", description = "Names of kernel functions.")
    List<String> functions = List.of();

    @Option(names = "--patch", paramLabel = "FILE", description = "The functions that this diff or mbox changes.")
    @Nullable
    Path patch;

    @Option(
            names = "--commit",
            paramLabel = "REV",
            description = "The functions that this commit changes, or this range (A..B).")
    @Nullable
    String commit;

    @Option(
            names = "--tree",
            paramLabel = "DIR",
            description = "The git tree that has the commit (default: the current directory).")
    Path tree = Path.of("");

    @Option(
            names = "--kernel",
            paramLabel = "REF",
            description =
                    "Whose profiles are asked: reference or release of a kernel that was run (default: the newest).")
    @Nullable
    String kernel;

    @Option(
            names = "--benchmarks",
            paramLabel = "N",
            description = "Most benchmarks shown of a function (default ${DEFAULT-VALUE}; --json has all).")
    int benchmarks = 3;

    ReachCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (benchmarks < 1) {
            throw new UsageException("--benchmarks must be 1 or more, not " + benchmarks + ".");
        }
        Touched touched = touched();
        try (Database database = context.database(common)) {
            ReachQuery query = new ReachQuery(database);
            KernelRow asked = kernel == null
                    ? query.newestKernel().orElseThrow(ReachCommand::noProfiles)
                    : new StoredKernels(database).named(context.exact(kernel, common));
            SortedMap<String, Long> profiled = query.benchmarks(asked.id());
            if (profiled.isEmpty()) {
                throw new UsageException(asked.ref() + " has no exact profile; runs on a platform that counts"
                        + " instructions make them: kpulse run --candidate " + asked.ref());
            }
            Reach reach = Reach.of(
                    touched, new CodeStore(database).of(asked.id()), query.of(asked.id(), touched.functions()));
            if (common.json) {
                Map<String, @Nullable Object> object = new LinkedHashMap<>();
                object.put("kernel", asked.ref());
                object.put("benchmarks_profiled", List.copyOf(profiled.keySet()));
                object.putAll(ReachText.json(reach));
                context.json(object);
            } else {
                context.print("kernel     " + asked.ref() + ", " + profiled.size() + " benchmarks profiled\n"
                        + ReachText.of(reach, benchmarks));
            }
            return 0;
        }
    }

    private static UsageException noProfiles() {
        return new UsageException(
                "No kernel has an exact profile yet; runs on a platform that counts instructions make them: kpulse run");
    }

    private Touched touched() {
        int ways = (functions.isEmpty() ? 0 : 1) + (patch == null ? 0 : 1) + (commit == null ? 0 : 1);
        if (ways != 1) {
            throw new UsageException("Give names of functions, or --patch FILE, or --commit REV: one of the three.");
        }
        if (commit != null) {
            return new CommitDiff(Commands.ofHost(), tree.toAbsolutePath()).touched(commit);
        }
        return patch == null ? new Touched(Set.copyOf(functions), Set.of(), false) : read(patch);
    }

    private static Touched read(Path patch) {
        try {
            if (Files.size(patch) > MAX_PATCH) {
                throw new UsageException(patch + " is larger than " + (MAX_PATCH >> 20) + " MiB.");
            }
            return PatchReader.read(new String(Files.readAllBytes(patch), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new UsageException("There is no file " + patch + ".", e);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + patch + ": " + e.getMessage() + ".", e);
        }
    }
}
