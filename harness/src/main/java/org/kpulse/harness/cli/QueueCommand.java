package org.kpulse.harness.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.service.OnDemand;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Requests to the service. */
@Command(
        name = "queue",
        description = "Requests: what is asked of the service, and what became of it.",
        subcommands = {QueueCommand.ListAll.class, QueueCommand.Add.class, QueueCommand.Cancel.class})
final class QueueCommand extends Group {

    /** Lists them. */
    @Command(name = "list", description = "List the tasks of requests: those that are open, then the last that ended.")
    static final class ListAll extends Leaf {

        @Option(
                names = "--limit",
                paramLabel = "N",
                defaultValue = "20",
                description = "At most so many that ended (default: ${DEFAULT-VALUE}).")
        int limit;

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            if (limit < 0) {
                throw new UsageException("--limit must be 0 or more, not " + limit + ".");
            }
            try (Database database = context.database(common)) {
                RequestStore store = new RequestStore(database);
                List<Task> tasks = new ArrayList<>(store.open());
                tasks.addAll(store.ended(limit));
                if (common.json) {
                    context.json(tasks.stream().map(TaskLines::json).toList());
                } else {
                    context.print(tasks.isEmpty() ? "nothing was asked for\n" : TaskLines.table(tasks));
                }
                return 0;
            }
        }
    }

    /** Asks for a comparison. */
    @Command(
            name = "add",
            description = {
                "Ask the service for a comparison. It goes before routine work, which it overtakes between two boots.",
                "What is not said is as of kpulse run."
            })
    static final class Add extends Leaf {

        @Option(names = "--base", paramLabel = "REF", description = "Kernel to compare with (run.base).")
        @Nullable
        String base;

        @Option(names = "--candidate", paramLabel = "REF", description = "Kernel under test (run.candidate).")
        @Nullable
        String candidate;

        @Option(names = "--suite", paramLabel = "NAME", description = "What to run (run.suite).")
        @Nullable
        String suite;

        @Option(names = "--platform", paramLabel = "NAMES", description = "Where, comma between (run.platforms).")
        @Nullable
        String platforms;

        @Option(names = "--boots", paramLabel = "N", description = "Boots of each kernel (run.boots).")
        @Nullable
        Integer boots;

        @Option(
                names = "--priority",
                paramLabel = "N",
                description = "0 to 100; higher goes first (default: " + OnDemand.URGENT + ").")
        int priority = OnDemand.URGENT;

        @Option(names = "--why", paramLabel = "TEXT", description = "Why, for those who see it in the queue.")
        String why = "on demand";

        @Option(names = "--bisect", description = "Bisect the regressions that it confirms.")
        boolean bisect;

        Add(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            NewRequest request = new OnDemand(context.lab(common))
                    .request(
                            new OnDemand.Wanted(
                                    Optional.ofNullable(base),
                                    Optional.ofNullable(candidate),
                                    Optional.ofNullable(suite),
                                    platforms == null ? List.of() : Arrays.asList(platforms.split(",", -1)),
                                    Optional.ofNullable(boots)),
                            new NewRequest.Terms(priority, why, System.getProperty("user.name", "somebody"), bisect));
            try (Database database = context.database(common)) {
                Instant now = context.clock().instant();
                OptionalLong id = new RequestStore(database).add(request, now, now);
                if (common.json) {
                    context.json(Map.of("request", id.orElseThrow()));
                } else {
                    context.print("request " + id.orElseThrow() + ": "
                            + request.kernels().candidate() + " against "
                            + request.kernels().base() + "\n");
                }
            }
            return 0;
        }
    }

    /** Takes one back. */
    @Command(
            name = "cancel",
            description = "Take a request back. A boot of it that is under way is the last; what was measured stays.")
    static final class Cancel extends Leaf {

        @Parameters(paramLabel = "REQUEST", description = "Its number.")
        long request;

        Cancel(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                RequestStore store = new RequestStore(database);
                if (store.ofRequest(request).isEmpty()) {
                    throw new UsageException("There is no request " + request + "; kpulse queue list names them.");
                }
                int ended = store.cancel(
                        request,
                        System.getProperty("user.name", "somebody"),
                        context.clock().instant());
                if (common.json) {
                    context.json(Map.of("cancelled_tasks", ended));
                } else {
                    context.print(
                            ended == 0
                                    ? "request " + request + " had ended already\n"
                                    : "request " + request + " is taken back\n");
                }
            }
            return 0;
        }
    }
}
