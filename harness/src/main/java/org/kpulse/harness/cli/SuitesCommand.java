package org.kpulse.harness.cli;

import java.util.List;
import java.util.Map;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.report.Prose;
import picocli.CommandLine.Command;

/** Suites. */
@Command(name = "suites", description = "Named lists of benchmarks.", subcommands = SuitesCommand.ListAll.class)
final class SuitesCommand extends Group {

    /** Lists them. */
    @Command(name = "list", description = "List the suites with their benchmarks.")
    static final class ListAll extends Leaf {

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            List<Suite> suites = context.lab(common).catalog().suites().list();
            if (common.json) {
                context.json(suites.stream()
                        .map(s -> Map.of(
                                "name",
                                s.name(),
                                "description",
                                s.description(),
                                "benchmarks",
                                names(s),
                                "once",
                                names(s.once())))
                        .toList());
                return 0;
            }
            StringBuilder text = new StringBuilder();
            suites.forEach(s -> text.append(s.name())
                    .append('\n')
                    .append(Prose.wrap(s.description(), 100, "  "))
                    .append(Prose.wrap("Benchmarks: " + String.join(", ", names(s)) + "." + once(s), 100, "  ")));
            context.print(text.toString());
            return 0;
        }

        private static String once(Suite suite) {
            return suite.once().isEmpty()
                    ? ""
                    : " In one boot of its own: " + String.join(", ", names(suite.once())) + ".";
        }

        private static List<String> names(Suite suite) {
            return names(suite.entries());
        }

        private static List<String> names(List<Suite.Entry> entries) {
            return entries.stream().map(e -> e.benchmark().name()).toList();
        }
    }
}
