package org.kpulse.bisect.cli;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.request.Budget;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that change the state of a bisection. */
final class ChangeBisection {

    private ChangeBisection() {}

    /** Stops one until somebody resumes it. */
    @Command(
            name = "pause",
            description = "Let a bisection wait until kpulse bisect resume; what runs now is ended first.")
    static final class Pause extends Leaf {

        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        long id;

        Pause(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            return changed(this, context, id, BisectionState.PAUSED);
        }
    }

    /** Gives one up. */
    @Command(name = "abort", description = "Give a bisection up for good; what it measured stays stored.")
    static final class Abort extends Leaf {

        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        long id;

        Abort(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            return changed(this, context, id, BisectionState.ABORTED);
        }
    }

    /** Goes on. */
    @Command(
            name = "resume",
            description = {
                "Go on with a bisection where it was stopped or killed; nothing is repeated.",
                "Without ID: with all that are not over or paused, in turns."
            })
    static final class Resume extends Leaf {

        @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "Its number.")
        @Nullable
        Long id;

        @Option(
                names = "--budget",
                paramLabel = "LIMIT",
                description = "Raise the budget to this, such as 4h or 40boots.")
        @Nullable
        String budget;

        Resume(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Budget raised = Budget.parse(budget);
            try (Database database = context.database(common)) {
                BisectionStore store = new BisectionStore(database);
                if (id != null) {
                    BisectCommand.require(database, id);
                    store.raise(
                            id,
                            raised.seconds().isPresent()
                                    ? Optional.of(raised.seconds().getAsDouble())
                                    : Optional.empty(),
                            raised.boots().isPresent()
                                    ? Optional.of(raised.boots().getAsInt())
                                    : Optional.empty());
                    store.state(id, BisectionState.RUNNING); // from now on a worker may have it
                    return BisectCommand.carryOut(context, common, context.lab(common), database, List.of(id));
                }
                if (budget != null) {
                    throw new UsageException("--budget needs the ID of one bisection.");
                }
                List<Long> running =
                        store.running().stream().map(BisectionRow::id).toList();
                if (running.isEmpty()) {
                    throw new UsageException("No bisection is waiting to go on; kpulse bisect list shows all.");
                }
                return BisectCommand.carryOut(context, common, context.lab(common), database, running);
            }
        }
    }

    private static int changed(Leaf leaf, Context context, long id, BisectionState state) {
        try (Database database = context.database(leaf.common())) {
            BisectCommand.require(database, id);
            new BisectionStore(database).state(id, state);
            ShowBisections.print(context, leaf.common(), database, BisectCommand.require(database, id));
            return 0;
        }
    }
}
