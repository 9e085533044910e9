package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.analysis.simulation.DetectSimulation;
import org.kpulse.analysis.simulation.NoiseShape;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Operating characteristics of change points. */
@Command(
        name = "detect",
        description = {
            "How often a step in a series of kernels is found after so many points, and how often one is found where",
            "there is none: in one analysis of the whole series, and watched point after point."
        })
final class SimulateDetect extends Leaf {

    @Option(
            names = "--noise",
            paramLabel = "SHAPES",
            split = ",",
            description =
                    "Shapes of the points' noise, comma between: normal, t3, lognormal, bimodal (default: normal).")
    List<String> noise = List.of("normal");

    @Option(names = "--series", paramLabel = "N", description = "Simulated series a row (default ${DEFAULT-VALUE}).")
    int series = 500;

    @Option(names = "--points", paramLabel = "N", description = "Kernels of a series (default ${DEFAULT-VALUE}).")
    int points = 200;

    @Option(
            names = "--steps",
            paramLabel = "SIZES",
            split = ",",
            description = "Sizes of the step in deviations, comma between (default: 1,2,3).")
    List<Double> steps = List.of(1.0, 2.0, 3.0);

    @Option(
            names = "--after",
            paramLabel = "NUMBERS",
            split = ",",
            description = "Points after the step, comma between (default: 3,5,10,20).")
    List<Integer> after = List.of(3, 5, 10, 20);

    @Option(
            names = "--correlation",
            paramLabel = "R",
            description = "Correlation of neighbouring points' noise (default ${DEFAULT-VALUE}).")
    double correlation;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed; equal seeds give equal numbers (default ${DEFAULT-VALUE}).")
    long seed = 1;

    SimulateDetect(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        SimulationOptions.requirePositive("--series", series);
        SimulationOptions.requirePositive("--points", points);
        for (int each : after) {
            if (each < 1 || each > points) {
                throw new UsageException("--after must lie between 1 and the number of points, not " + each + ".");
            }
        }
        if (!(Math.abs(correlation) < 1)) {
            throw new UsageException("--correlation must lie between -1 and 1, not " + correlation + ".");
        }
        Table table = new Table(
                1, "noise", "step", "after", "found %", "found, watched %", "false/1000", "false/1000, watched");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (NoiseShape shape : SimulationOptions.shapes(noise)) {
            row(new DetectSimulation(shape, correlation, points, 0, 0), table, rows);
            for (double step : steps) {
                for (int each : after) {
                    row(new DetectSimulation(shape, correlation, points, step, each), table, rows);
                }
            }
        }
        if (common.json) {
            context.json(rows);
        } else {
            context.print(table.text()
                    + String.format(
                            Locale.ROOT,
                            "%d series of %d points a row, seed %d; steps in deviations.%n",
                            series,
                            points,
                            seed));
        }
        return 0;
    }

    private void row(DetectSimulation simulation, Table table, List<Map<String, Object>> rows) {
        DetectSimulation.Counts counts = simulation.run(series, seed);
        boolean hasStep = simulation.after() > 0;
        table.row(
                SimulationOptions.name(simulation.shape()),
                hasStep ? String.format(Locale.ROOT, "%.1f", simulation.step()) : "none",
                hasStep ? Integer.toString(simulation.after()) : "-",
                hasStep ? SimulationOptions.percent(counts.power()) : "-",
                hasStep ? SimulationOptions.percent(counts.onlinePower()) : "-",
                String.format(Locale.ROOT, "%.3f", counts.falsePerThousand()),
                String.format(Locale.ROOT, "%.3f", counts.onlineFalsePerThousand()));
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("noise", SimulationOptions.name(simulation.shape()));
        row.put("correlation", simulation.correlation());
        row.put("step", simulation.step());
        row.put("after", simulation.after());
        row.put("series", counts.series());
        row.put("points", simulation.points());
        row.put("seed", seed);
        row.put("power", counts.power());
        row.put("power_watched", counts.onlinePower());
        row.put("false_per_thousand", counts.falsePerThousand());
        row.put("false_per_thousand_watched", counts.onlineFalsePerThousand());
        rows.add(row);
    }
}
