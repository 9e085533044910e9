package org.kpulse.harness.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The kernels that were run before and are to be compared, as parameters of a command. */
final class TwoKernels {

    @Parameters(index = "0", paramLabel = "BASE", description = "Reference or release of a kernel that was run.")
    String base = "";

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Likewise.")
    String candidate = "";

    @Option(names = "--platform", paramLabel = "NAME", description = "Only this platform.")
    @Nullable
    String platform;

    /** As stored. */
    record Stored(KernelRow base, KernelRow candidate) {

        /** Two lines and an empty one. */
        String text() {
            return "base       " + base.ref() + "\ncandidate  " + candidate.ref() + "\n\n";
        }
    }

    /** Looks them up; what was never run is a {@link org.kpulse.harness.fault.UsageException}. */
    Stored in(Database database, Context context, Common common) {
        StoredKernels kernels = new StoredKernels(database);
        Stored stored =
                new Stored(kernels.named(context.exact(base, common)), kernels.named(context.exact(candidate, common)));
        new StoredPlatforms(database).named(Optional.ofNullable(platform));
        return stored;
    }

    /** Whether a platform is one that was asked for. */
    boolean wants(String name) {
        return platform == null || platform.equals(name);
    }
}
