package org.kpulse.harness.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.regression.RegressionState;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.harness.store.RegressionReconciler;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Regressions, and what people say of them. */
@Command(
        name = "regressions",
        description = "Regressions: what got worse between two kernels, and what is done about it.",
        subcommands = {RegressionsCommand.ListAll.class, RegressionsCommand.Show.class, RegressionsCommand.Verdict.class
        })
final class RegressionsCommand extends Group {

    private static HeldRegression find(RegressionStore regressions, long id) {
        return regressions
                .held(id)
                .orElseThrow(() -> new UsageException(
                        "There is no regression " + id + "; kpulse regressions list --state all names them."));
    }

    /** Lists them. */
    @Command(name = "list", description = "List regressions by impact, the last to be active first among equal ones.")
    static final class ListAll extends Leaf {

        private static final int MOST = 1000;

        @Option(
                names = "--state",
                paramLabel = "STATE",
                description = "open, closed, all, or one state such as confirmed; open if it is left out.")
        String state = "open";

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            List<RegressionState> wanted = states();
            try (Database database = context.database(common)) {
                RegressionReconciler.reconcile(database);
                RegressionStore store = new RegressionStore(database);
                List<HeldRegression> listed = store.held(store.byImpact(wanted, MOST));
                if (common.json) {
                    context.json(listed.stream().map(RegressionLines::json).toList());
                } else {
                    context.print(
                            listed.isEmpty()
                                    ? "no such regression is stored\n"
                                    : RegressionLines.table(listed)
                                            + (listed.size() < MOST
                                                    ? ""
                                                    : "of the " + MOST + " that were last active\n"));
                }
                return 0;
            }
        }

        private List<RegressionState> states() {
            return switch (state) {
                case "open" -> RegressionState.open();
                case "closed" -> RegressionState.closed();
                case "all" -> List.of(RegressionState.values());
                default ->
                    List.of(RegressionState.named(state)
                            .orElseThrow(() -> new UsageException("--state is open, closed, all or one of "
                                    + Arrays.stream(RegressionState.values())
                                            .map(RegressionState::word)
                                            .collect(Collectors.joining(", "))
                                    + ", not \"" + state + "\".")));
            };
        }
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a regression: what moved, its state and its history.")
    static final class Show extends Leaf {

        @Parameters(paramLabel = "ID", description = "Its number, as regressions list prints it.")
        long id;

        Show(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                RegressionReconciler.reconcile(database);
                RegressionStore regressions = new RegressionStore(database);
                HeldRegression held = find(regressions, id);
                if (common.json) {
                    context.json(RegressionLines.json(held, regressions.bisections(id), regressions.events(id)));
                } else {
                    context.print(RegressionLines.text(held, regressions.bisections(id), regressions.events(id)));
                }
                return 0;
            }
        }
    }

    /** Judges one. */
    @Command(
            name = "verdict",
            description = {
                "Say what a regression is. No later comparison changes it.",
                "noise: a false alarm; accepted: real, and it stays; infra: a fault of the lab;",
                "improvement: better in truth; duplicate: another has the same cause (--of);",
                "reported: somebody was told; fixed: a fix is on its way; reopen: look at it again."
            })
    static final class Verdict extends Leaf {

        @Parameters(index = "0", paramLabel = "ID", description = "Its number, as regressions list prints it.")
        long id;

        @Parameters(index = "1", paramLabel = "VERDICT", description = "One of the words above.")
        String word = "";

        @Option(names = "--of", paramLabel = "N", description = "The regression that it is a duplicate of.")
        @Nullable
        Long of;

        @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
        String note = "";

        Verdict(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Judgement judgement = new Judgement(act(), of == null ? OptionalLong.empty() : OptionalLong.of(of), note);
            try (Database database = context.database(common)) {
                RegressionReconciler.reconcile(database);
                RegressionRow row = find(new RegressionStore(database), id).row();
                RegressionJudge.Answer answer =
                        new RegressionJudge(database).judge(id, row.version(), who(), judgement);
                if (answer instanceof RegressionJudge.Refused refused) {
                    throw new UsageException(refused.why());
                }
                String state = answer instanceof RegressionJudge.Stored stored
                        ? stored.state().word()
                        : row.state().word();
                if (common.json) {
                    context.json(Map.of("id", id, "state", state));
                } else {
                    context.print("regression " + id + " is " + state + "\n");
                }
                return 0;
            }
        }

        private Judgement.Act act() {
            return Judgement.Act.named(word)
                    .orElseThrow(() -> new UsageException("A verdict is one of "
                            + Stream.of(Judgement.Act.values())
                                    .map(Judgement.Act::word)
                                    .collect(Collectors.joining(", "))
                            + ", not \"" + word + "\"."));
        }

        /** The account on this host; people of the pages have names of their own. */
        private static String who() {
            return System.getProperty("user.name", "somebody") + " (command line)";
        }
    }
}
