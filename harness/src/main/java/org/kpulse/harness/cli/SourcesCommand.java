package org.kpulse.harness.cli;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.sources.Poll;
import org.kpulse.harness.sources.PollState;
import org.kpulse.harness.sources.Sighting;
import org.kpulse.harness.sources.Source;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.SightingStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sources of new kernels. */
@Command(
        name = "sources",
        description = "Where new kernels appear: what is watched, and what was seen.",
        subcommands = {
            SourcesCommand.ListAll.class,
            SourcesCommand.PollNow.class,
            SourcesCommand.SeenKernels.class,
            ImportTree.class
        })
final class SourcesCommand extends Group {

    private static final int INFRASTRUCTURE = 3;

    /** Source by name; an unknown one is a usage error. */
    private static List<Source> named(Lab lab, List<String> names) {
        List<Source> all = lab.sources();
        List<String> known = all.stream().map(Source::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new UsageException("No source " + name + " is watched" + Suggestion.among(name, known)
                        + "; kpulse sources list names them.");
            }
        }
        return all.stream()
                .filter(source -> names.isEmpty() || names.contains(source.name()))
                .toList();
    }

    /** Lists them. */
    @Command(
            name = "list",
            description =
                    "List what is watched: the last poll and how it ended, the newest kernel, when the next poll is due.")
    static final class ListAll extends Leaf {

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            try (Database database = context.database(common)) {
                SightingStore store = new SightingStore(database);
                Poll poll = new Poll(store, context.clock(), new SecureRandom());
                List<Map<String, Object>> rows = new ArrayList<>();
                StringBuilder details = new StringBuilder();
                Table table = Table.withTextAtTheEnd(
                        6, "source", "newest kernel", "last poll", "outcome", "next poll", "place");
                for (Source source : lab.sources()) {
                    Optional<PollState> last = store.state(source.name());
                    Optional<Sighting> newest =
                            store.newest(Optional.of(source.name()), 1).stream().findFirst();
                    rows.add(SourceLines.json(source, last, newest, poll.due(source)));
                    last.filter(state -> !state.detail().isEmpty())
                            .ifPresent(state -> details.append(source.name())
                                    .append(": ")
                                    .append(state.detail())
                                    .append('\n'));
                    table.row(
                            source.name(),
                            newest.map(s -> s.kernel().ref()).orElse("-"),
                            last.map(s -> SourceLines.time(s.polledAt())).orElse("never"),
                            last.map(SourceLines::outcome).orElse("-"),
                            SourceLines.time(poll.due(source)),
                            source.place());
                }
                if (common.json) {
                    context.json(rows);
                } else if (rows.isEmpty()) {
                    context.print("nothing is watched\n");
                } else {
                    context.print(table.text() + details);
                }
                return 0;
            }
        }
    }

    /** Looks now. */
    @Command(
            name = "poll",
            description = {
                "Look at sources now, whether that is due or not, and print the kernels that are new.",
                "Exit code 3 when one could not be looked at; what the others had is stored."
            })
    static final class PollNow extends Leaf {

        @Parameters(
                paramLabel = "SOURCE",
                arity = "0..*",
                description = "Only these, such as kernel.org; all if none is named.")
        List<String> names = new ArrayList<>();

        @Option(names = "--due", description = "Only those whose next poll is due.")
        boolean due;

        PollNow(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            List<Source> wanted = named(lab, names);
            List<Map<String, Object>> rows = new ArrayList<>();
            boolean failed = false;
            try (Database database = context.database(common)) {
                Poll poll = new Poll(new SightingStore(database), context.clock(), new SecureRandom());
                for (Source source : wanted) {
                    if (due && poll.due(source).isAfter(context.clock().instant())) {
                        continue;
                    }
                    lab.progress().step("looking at " + source.name() + " (" + source.place() + ")");
                    Poll.Polled polled = poll.now(source, lab.progress());
                    failed |= !polled.state().ok();
                    rows.add(SourceLines.json(source.name(), polled));
                    if (!common.json) {
                        context.print(SourceLines.text(polled));
                    }
                }
            }
            if (common.json) {
                context.json(rows);
            }
            return failed ? INFRASTRUCTURE : 0;
        }
    }

    /** Lists what was seen. */
    @Command(name = "seen", description = "List the kernels that were seen, newest first.")
    static final class SeenKernels extends Leaf {

        @Option(names = "--source", paramLabel = "SOURCE", description = "Only of this one, watched now or not.")
        @Nullable
        String source;

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "50",
                description = "At most so many (default: ${DEFAULT-VALUE}).")
        int limit;

        SeenKernels(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            if (limit < 1) {
                throw new UsageException("--limit must be 1 or more, not " + limit + ".");
            }
            try (Database database = context.database(common)) {
                List<Sighting> all = new SightingStore(database).newest(Optional.ofNullable(source), limit);
                if (common.json) {
                    context.json(all.stream().map(SourceLines::json).toList());
                } else if (all.isEmpty()) {
                    context.print("no kernel was seen\n");
                } else {
                    Table table = new Table(5, "kernel", "line", "released", "seen", "source");
                    all.forEach(seen -> table.row(
                            seen.kernel().ref(),
                            seen.kernel().line() + (seen.kernel().endOfLife() ? " (end of life)" : ""),
                            seen.kernel().released().map(SourceLines::time).orElse("-"),
                            SourceLines.time(seen.seenAt()),
                            seen.source()));
                    context.print(table.text());
                }
                return 0;
            }
        }
    }
}
