package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.analysis.index.LkpTable5;
import org.kpulse.analysis.index.Weights;
import org.kpulse.analysis.simulation.IndexSimulation;
import org.kpulse.analysis.simulation.NoiseShape;
import org.kpulse.analysis.simulation.SimulatedLab;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Coverage of the index' interval. */
@Command(
        name = "index",
        description = "How often the 95 %% interval of an index contains the truth, with the noise of LKP's Table 5.")
final class SimulateIndex extends Leaf {

    @Mixin
    SimulationOptions options = new SimulationOptions();

    @Option(
            names = "--boots",
            paramLabel = "NUMBERS",
            split = ",",
            description = "Boots a side, comma between, a row each (default: 3,5,10).")
    List<Integer> boots = List.of(3, 5, 10);

    @Option(
            names = "--weights",
            paramLabel = "KIND",
            description = "table5, or rule: from the same boots (default ${DEFAULT-VALUE}).")
    String weights = "rule";

    @Option(
            names = "--change",
            paramLabel = "PERCENT",
            description = "By how much every metric changed (default ${DEFAULT-VALUE}).")
    double change = 3;

    SimulateIndex(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        Weights chosen = chosen();
        if (!(change > -100) || !Double.isFinite(change)) {
            throw new UsageException("A change must be above -100 percent, not " + change + ".");
        }
        Table table = new Table(1, "noise", "boots a side", "coverage %", "mean width");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<NoiseShape, SimulatedLab> lab : options.labs().entrySet()) {
            for (int each : boots) {
                if (each < 2) {
                    throw new UsageException("An interval needs at least 2 boots a side, not " + each + ".");
                }
                IndexSimulation.Counts counts = new IndexSimulation(
                                lab.getValue(), chosen, each, Math.log1p(change / 100))
                        .run(options.candidates, options.seed);
                table.row(
                        SimulationOptions.name(lab.getKey()),
                        Integer.toString(each),
                        SimulationOptions.percent(counts.coverage()),
                        String.format(Locale.ROOT, "%.2f", counts.meanWidth()));
                Map<String, Object> row = new LinkedHashMap<>();
                row.put("noise", SimulationOptions.name(lab.getKey()));
                row.put("boots", each);
                row.put("weights", weights);
                row.put("candidates", counts.candidates());
                row.put("seed", options.seed);
                row.put("coverage", counts.coverage());
                row.put("mean_width", counts.meanWidth());
                rows.add(row);
            }
        }
        if (common.json) {
            context.json(rows);
        } else {
            context.print(table.text()
                    + String.format(
                            Locale.ROOT,
                            "%d candidates a row, seed %d; the width is in index points.%n",
                            options.candidates,
                            options.seed));
        }
        return 0;
    }

    private Weights chosen() {
        return switch (weights) {
            case "rule" -> Weights.byRule();
            case "table5" -> LkpTable5.weights();
            default -> throw new UsageException("There are no weights \"" + weights + "\"; known: rule, table5.");
        };
    }
}
