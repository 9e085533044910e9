package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelOptions;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelConfigStore;
import org.kpulse.harness.store.KernelRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The configurations of two kernels. */
@Command(
        name = "diff",
        description = {
            "Say which options of the configuration differ between two kernels that were run.",
            "n is an option that is off, - one that cannot be chosen in that kernel; off and not to be chosen are the same."
        })
final class DiffConfigurations extends Leaf {

    @Parameters(index = "0", paramLabel = "BASE", description = "Reference or release of a kernel that was run.")
    String base = "";

    @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Likewise.")
    String candidate = "";

    DiffConfigurations(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            StoredKernels kernels = new StoredKernels(database);
            KernelRow before = kernels.named(context.exact(base, common));
            KernelRow after = kernels.named(context.exact(candidate, common));
            KernelConfigStore store = new KernelConfigStore(database);
            List<KernelOptions.Difference> differences = of(store, before).differences(of(store, after));
            if (common.json) {
                context.json(
                        differences.stream().map(DiffConfigurations::object).toList());
            } else {
                context.print(text(before, after, differences));
            }
            return 0;
        }
    }

    private static KernelOptions of(KernelConfigStore store, KernelRow kernel) {
        return kernel.configSha256()
                .flatMap(store::find)
                .orElseThrow(() -> new UsageException("The configuration of " + kernel.ref()
                        + " is not stored: it came with none, or was last run before configurations were stored."));
    }

    private static String text(KernelRow before, KernelRow after, List<KernelOptions.Difference> differences) {
        String head = "base       " + before.ref() + "\ncandidate  " + after.ref() + "\n\n";
        if (differences.isEmpty()) {
            return head + "No option differs.\n";
        }
        Table table = Table.withTextAtTheEnd(1, "option", "base", "candidate");
        for (KernelOptions.Difference each : differences) {
            table.row(each.option(), each.base().orElse("-"), each.candidate().orElse("-"));
        }
        return head + table.text() + differences.size() + " options differ\n";
    }

    private static Map<String, @Nullable Object> object(KernelOptions.Difference difference) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("option", difference.option());
        object.put("base", difference.base().orElse(null));
        object.put("candidate", difference.candidate().orElse(null));
        return object;
    }
}
