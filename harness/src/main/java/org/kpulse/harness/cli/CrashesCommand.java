package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.CrashQuery.OnKernel;
import org.kpulse.harness.store.CrashQuery.Seen;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Crashes of kernels. */
@Command(
        name = "crashes",
        description =
                "Crashes and warnings of kernels: which there were, how often, on which kernels, and what changed.",
        subcommands = {CrashesCommand.ListAll.class, CrashesCommand.Show.class, DiffCrashes.class})
final class CrashesCommand extends Group {

    /** Lists them. */
    @Command(
            name = "list",
            description = {
                "List the signatures of crashes by platform and kernel: the boots that had each as a cause, those in which",
                "it followed from another crash, and those that ended by a fault of ours, which count for no kernel."
            })
    static final class ListAll extends Leaf {

        @Option(names = "--kernel", paramLabel = "REF", description = "Only of this kernel: its reference or release.")
        @Nullable
        String kernel;

        @Option(names = "--platform", paramLabel = "NAME", description = "Only on this platform.")
        @Nullable
        String platform;

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                Optional<KernelRow> wanted = Optional.ofNullable(kernel)
                        .map(text -> new StoredKernels(database).named(context.exact(text, common)));
                new StoredPlatforms(database).named(Optional.ofNullable(platform));
                List<OnKernel> all =
                        new CrashQuery(database).all(wanted.map(KernelRow::id), Optional.ofNullable(platform));
                if (common.json) {
                    context.json(all.stream().map(CrashLines::json).toList());
                } else if (all.isEmpty()) {
                    context.print("no crash was seen\n");
                } else {
                    context.print(table(all));
                }
                return 0;
            }
        }

        private static String table(List<OnKernel> all) {
            Table table = Table.withTextAtTheEnd(
                    3, "platform", "kernel", "id", "cause", "follows", "ours", "first seen", "last seen", "signature");
            all.forEach(each -> table.row(
                    each.key().platform(),
                    each.kernel(),
                    CrashLines.id(each.key().signature()),
                    CrashLines.boots(each.tally()),
                    Integer.toString(each.tally().followers()),
                    Integer.toString(each.tally().ours()),
                    CrashLines.time(each.first()),
                    CrashLines.time(each.last()),
                    each.key().signature()));
            return table.text();
        }
    }

    /** Shows one. */
    @Command(
            name = "show",
            description = "Show a signature: an example with its trace, the kernels and runs that had it.")
    static final class Show extends Leaf {

        private static final int NEWEST = 20;
        private static final int SHOWN = 80;

        @Parameters(
                paramLabel = "SIGNATURE",
                description = "Signature of a crash, or its id as crashes list prints it.")
        String text = "";

        Show(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                CrashQuery query = new CrashQuery(database);
                String signature = named(query.signatures());
                List<OnKernel> kernels = query.withSignature(signature);
                List<Seen> runs = query.runsWith(signature);
                if (common.json) {
                    context.json(object(kernels, runs));
                } else {
                    context.print(text(kernels, runs));
                }
                return 0;
            }
        }

        private String named(List<String> known) {
            List<String> found = known.contains(text)
                    ? List.of(text)
                    : known.stream()
                            .filter(each -> CrashLines.id(each).equals(text))
                            .toList();
            if (found.size() > 1) {
                throw new UsageException(
                        "\"" + text + "\" may mean \"" + String.join("\" or \"", found) + "\"; say which.");
            }
            return found.stream()
                    .findFirst()
                    .orElseThrow(() -> new UsageException(
                            known.isEmpty()
                                    ? "No crash was seen yet; kpulse run keeps those of its boots."
                                    : "No crash has the signature or id \"" + TestLines.shown(text, SHOWN) + "\";"
                                            + Suggestion.sentence(text, known) + " kpulse crashes list names them."));
        }

        private static String text(List<OnKernel> kernels, List<Seen> runs) {
            Seen example = runs.get(0);
            StringBuilder text = new StringBuilder();
            text.append("signature  ").append(example.crash().signature()).append('\n');
            text.append("id         ")
                    .append(CrashLines.id(example.crash().signature()))
                    .append('\n');
            text.append("class      ").append(example.crash().kind().word()).append('\n');
            text.append("\nin run ")
                    .append(example.run())
                    .append(":\n  ")
                    .append(example.crash().title())
                    .append('\n');
            example.crash()
                    .trace()
                    .forEach(frame -> text.append("    ").append(frame).append('\n'));
            Table table = Table.withTextAtTheEnd(
                    1, "platform", "cause", "follows", "ours", "first seen", "last seen", "kernel");
            kernels.forEach(each -> table.row(
                    each.key().platform(),
                    CrashLines.boots(each.tally()),
                    Integer.toString(each.tally().followers()),
                    Integer.toString(each.tally().ours()),
                    CrashLines.time(each.first()),
                    CrashLines.time(each.last()),
                    each.kernel()));
            text.append('\n').append(table.text()).append('\n').append(table(runs));
            int more = runs.size() - NEWEST;
            return text.append(more > 0 ? "and " + more + " more\n" : "").toString();
        }

        private static String table(List<Seen> runs) {
            Table table = Table.withTextAtTheEnd(5, "run", "started", "platform", "as", "fault", "kernel");
            runs.stream()
                    .limit(NEWEST)
                    .forEach(each -> table.row(
                            Long.toString(each.run()),
                            CrashLines.time(each.started()),
                            each.platform(),
                            as(each),
                            each.fault().orElse("-"),
                            each.kernel()));
            return table.text();
        }

        /** What the crash was in that run. */
        private static String as(Seen seen) {
            return !seen.counts() ? "ours" : seen.cause() ? "cause" : "follows";
        }

        private static Map<String, @Nullable Object> object(List<OnKernel> kernels, List<Seen> runs) {
            Map<String, @Nullable Object> object = CrashLines.json(runs.get(0).crash());
            object.put("example_run", runs.get(0).run());
            object.put("kernels", kernels.stream().map(CrashLines::json).toList());
            object.put("runs", runs.stream().map(Show::object).toList());
            return object;
        }

        private static Map<String, @Nullable Object> object(Seen seen) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("run", seen.run());
            object.put("started", CrashLines.time(seen.started()));
            object.put("platform", seen.platform());
            object.put("kernel", seen.kernel());
            object.put("as", as(seen));
            object.put("fault", seen.fault().orElse(null));
            return object;
        }
    }
}
