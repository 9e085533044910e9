package org.kpulse.harness.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.experiment.Experiment;
import org.kpulse.harness.experiment.ExperimentRequest;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.experiment.Workspace;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.patch.PatchSeries;
import org.kpulse.harness.patch.SeriesFiles;
import org.kpulse.harness.patch.SeriesSteps;
import org.kpulse.harness.report.Outcome;
import org.kpulse.harness.report.RunJson;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.report.RunText;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.SeriesStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a series of patches costs. */
@Command(
        name = "patch",
        description = {
            "Say what a series of patches costs: build the base and the base with the series, and compare the two as kpulse run does.",
            "The base is --base, or the base-commit that the series names, in --tree.",
            "Mails may be in any order; answers and a cover letter may be among them."
        })
final class PatchCommand extends Leaf {

    private static final int MOST_BYTES = 64 << 20;

    @Parameters(
            paramLabel = "FILE",
            description = "A mailbox, as git format-patch --stdout or b4 make it; -: standard input.")
    String file = "";

    @Option(
            names = "--base",
            paramLabel = "REF",
            description = "Kernel that the series is for, such as git:linux#v6.12 or release:6.12.3.")
    @Nullable
    String base;

    @Option(
            names = "--tree",
            paramLabel = "TREE",
            description = "Tree that has the series' base-commit: a name in kpulse.yaml, a path or an address.")
    @Nullable
    String tree;

    @Option(
            names = "--each",
            description = "Compare each patch with the one before it, not the whole series with its base.")
    boolean each;

    @Mixin
    ExperimentOptions options = new ExperimentOptions();

    PatchCommand(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Config config = context.config(common, options.flags());
        Lab lab = context.lab(common, config);
        SeriesFiles files = new SeriesFiles(lab.commands(), context.state());
        PatchSeries series = files.read(content(), file.equals("-") ? "standard input" : file);
        String from = SeriesSteps.base(series, base, tree);
        List<ExperimentRequest> requests = new ArrayList<>();
        for (SeriesSteps.Step step : SeriesSteps.of(series, from, files.save(series), each)) {
            requests.add(Experiment.checked(lab, ExperimentRequest.of(config, step.base(), step.candidate())));
        }
        try (Workspace workspace = Workspace.take(context.state(), Clock.systemUTC());
                Database database = context.database(common, config)) {
            new SeriesStore(database).save(series);
            ExperimentRun run = new ExperimentRun(context, lab, database, workspace);
            List<RunReport> reports = new ArrayList<>();
            if (!common.json) {
                context.print(head(series, from));
            }
            for (ExperimentRequest request : requests) {
                RunReport report = run.report(request, false, begin);
                begin = System.nanoTime();
                reports.add(report);
                if (!common.json) {
                    context.print((each ? title(series, reports.size()) : "") + RunText.of(report));
                }
            }
            if (common.json) {
                context.json(object(series, from, reports));
            }
            reports.forEach(run::next);
            return Outcome.worst(reports.stream().map(Outcome::of).toList()).exitCode();
        }
    }

    private String content() {
        try {
            byte[] bytes = file.equals("-") ? System.in.readNBytes(MOST_BYTES + 1) : Files.readAllBytes(checked());
            if (bytes.length > MOST_BYTES) {
                throw new UsageException("A mailbox has at most 64 MiB.");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UsageException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }

    private Path checked() throws IOException {
        Path path = Path.of(file);
        if (!Files.isRegularFile(path)) {
            throw new UsageException("There is no mailbox " + file + ".");
        }
        if (Files.size(path) > MOST_BYTES) {
            throw new UsageException("The mailbox " + file + " is larger than 64 MiB.");
        }
        return path;
    }

    private static String head(PatchSeries series, String from) {
        StringBuilder text = new StringBuilder();
        text.append("series  ").append(series.title()).append('\n');
        text.append("by      ").append(series.author()).append('\n');
        text.append("on      ").append(from).append("\n\n");
        int number = 0;
        for (PatchSeries.One one : series.patches()) {
            text.append(++number).append(". ").append(one.subject()).append('\n');
        }
        return text.append('\n').toString();
    }

    private static String title(PatchSeries series, int number) {
        return "Patch " + number + ": " + series.patches().get(number - 1).subject() + "\n\n";
    }

    private static Map<String, Object> object(PatchSeries series, String from, List<RunReport> reports) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("title", series.title());
        object.put("author", series.author());
        object.put("sha256", series.sha256());
        object.put("base", from);
        object.put(
                "patches",
                series.patches().stream()
                        .map(one -> Map.of("subject", one.subject(), "author", one.author()))
                        .toList());
        object.put("reports", reports.stream().map(RunJson::of).toList());
        return object;
    }
}
