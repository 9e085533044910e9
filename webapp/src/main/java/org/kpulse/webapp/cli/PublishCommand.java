package org.kpulse.webapp.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.cli.Context;
import org.kpulse.harness.cli.Leaf;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.publish.Publishing;
import org.kpulse.webapp.reports.ReportSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Publishes what was reviewed as files. */
@Command(
        name = "publish",
        description = {
            "Write what people have reviewed as a static site: HTML, SVG, JSON and CSV that any web",
            "server serves. An older site there is replaced at once; anything else is refused."
        })
final class PublishCommand extends Leaf {

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Where: becomes a symbolic link to a directory beside it.")
    Path out = Path.of("");

    PublishCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (Database database = context.database(common)) {
            Map<String, Object> written = new Publishing(
                            database,
                            ReportSettings.of(context.config(common)),
                            context.lab(common).clock())
                    .to(out);
            if (common.isJson()) {
                context.json(written);
            } else {
                context.print("published " + count(written, "regressions") + ", " + count(written, "comparisons") + ", "
                        + count(written, "kernels") + " in " + count(written, "files") + ": " + out + "\n");
            }
            return 0;
        }
    }

    private static String count(Map<String, Object> written, String name) {
        int size = ((List<?>) written.getOrDefault(name, List.of())).size();
        return size + " " + (size == 1 ? name.replaceFirst("s$", "") : name);
    }
}
