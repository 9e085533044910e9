package org.kpulse.bisect.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.harness.cli.Common;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.report.Table;
import org.kpulse.harness.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands that show bisections. */
final class ShowBisections {

    private ShowBisections() {}

    /** All of them. */
    @Command(name = "list", description = "List all bisections, newest first.")
    static final class ListAll extends Leaf {

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                BisectionStore store = new BisectionStore(database);
                List<BisectionRow> rows = store.list();
                Map<Long, List<ProbeRow>> probes =
                        store.probes().lists(rows.stream().map(BisectionRow::id).toList());
                if (common.isJson()) {
                    context.json(rows.stream()
                            .map(row -> new BisectionView(row).object(probes.getOrDefault(row.id(), List.of())))
                            .toList());
                    return 0;
                }
                Table table = new Table(5, "id", "state", "looking for", "platform", "answer", "builds", "boots");
                for (BisectionRow row : rows) {
                    List<ProbeRow> own = probes.getOrDefault(row.id(), List.of());
                    table.row(
                            String.valueOf(row.id()),
                            row.state().name().toLowerCase(Locale.ROOT),
                            row.request().wanted().toString(),
                            row.platform(),
                            new BisectionView(row).summary(),
                            String.valueOf(BisectionView.builds(own)),
                            String.valueOf(BisectionView.boots(own)));
                }
                context.print(rows.isEmpty() ? "no bisections yet; kpulse bisect start begins one\n" : table.text());
                return 0;
            }
        }
    }

    /** One. */
    @Command(
            name = "status",
            description = "Show one bisection: how far it is, or how it ended and what its checks said.")
    static final class Status extends Leaf {

        @Parameters(index = "0", paramLabel = "ID", description = "Its number.")
        long id;

        Status(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            try (Database database = context.database(common)) {
                BisectionRow row = BisectCommand.require(database, id);
                print(context, common, database, row);
                return 0;
            }
        }
    }

    static void print(Context context, Common common, Database database, BisectionRow row) {
        List<ProbeRow> probes = new BisectionStore(database).probes().list(row.id());
        BisectionView view = new BisectionView(row);
        if (common.isJson()) {
            context.json(view.object(probes));
        } else {
            context.print(view.text(probes));
        }
    }
}
