package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.analysis.MetricKey;
import org.kpulse.analysis.comparison.ComparisonRules;
import org.kpulse.analysis.repetition.RepetitionRules;
import org.kpulse.analysis.simulation.CompareCounts;
import org.kpulse.analysis.simulation.CompareSimulation;
import org.kpulse.analysis.simulation.NoiseShape;
import org.kpulse.analysis.simulation.SimulatedLab;
import org.kpulse.analysis.simulation.SimulatedMetric;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Operating characteristics of verdicts. */
@Command(
        name = "compare",
        description = {
            "How often verdicts are right: simulated candidates with the 55 metrics and the noise of LKP's Table 5.",
            "Without --change nothing changed, so every REGRESSION or IMPROVEMENT is a false alarm."
        })
final class SimulateCompare extends Leaf {

    @Mixin
    SimulationOptions options = new SimulationOptions();

    @Option(names = "--boots", paramLabel = "N", description = "Boots a side at first (default ${DEFAULT-VALUE}).")
    int boots = 3;

    @Option(
            names = "--most-boots",
            paramLabel = "N",
            description = "Boots are added, --boots at a time, up to N (default ${DEFAULT-VALUE}; 0: none).")
    int mostBoots = 12;

    @Option(
            names = "--history",
            paramLabel = "N",
            description = "Earlier kernels of 3 boots that the noise model knows (default ${DEFAULT-VALUE}; 0: none).")
    int history = 10;

    @Option(
            names = "--change",
            paramLabel = "BENCHMARK=PERCENT",
            description =
                    "This benchmark, or this metric of it, changed so much: Tbench=-14, Iozone/1=-55; may be given several times.")
    Map<String, Double> changes = new LinkedHashMap<>();

    SimulateCompare(Context context) {
        super(context);
    }

    @Override
    public Integer call() {
        RepetitionRules repetition = SimulationOptions.checked(
                () -> mostBoots > boots ? new RepetitionRules(boots, boots, mostBoots) : RepetitionRules.fixed(boots));
        if (history < 0) {
            throw new UsageException("--history must be 0 or more, not " + history + ".");
        }
        Map<MetricKey, Double> gains = gains();
        Table table = new Table(
                1, "noise", "boots a side", "false alarms %", "p<=0.05 %", "coverage %", "found %", "said no change %");
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Map.Entry<NoiseShape, SimulatedLab> lab : options.labs().entrySet()) {
            CompareCounts counts = new CompareSimulation(
                            lab.getValue(), ComparisonRules.forTime(), repetition, history, gains)
                    .run(options.candidates, options.seed);
            boolean changed = !gains.isEmpty();
            table.row(
                    SimulationOptions.name(lab.getKey()),
                    String.format(Locale.ROOT, "%.1f", counts.meanBoots()),
                    SimulationOptions.percent(counts.falseAlarmRate()),
                    SimulationOptions.percent(counts.smallPRate()),
                    SimulationOptions.percent(counts.coverage()),
                    changed ? SimulationOptions.percent(counts.power()) : "-",
                    changed ? SimulationOptions.percent(counts.missRate()) : "-");
            rows.add(json(lab.getKey(), counts));
        }
        if (common.json) {
            context.json(rows);
        } else {
            context.print(table.text()
                    + String.format(
                            Locale.ROOT,
                            "%d candidates a row, seed %d; false alarms: candidates with a call of something that did not change.%n",
                            options.candidates,
                            options.seed));
        }
        return 0;
    }

    private Map<MetricKey, Double> gains() {
        Map<MetricKey, Double> gains = new LinkedHashMap<>();
        List<MetricKey> known =
                SimulatedMetric.table5().stream().map(SimulatedMetric::key).toList();
        changes.forEach((benchmark, percent) -> {
            if (!(percent > -100) || !Double.isFinite(percent)) {
                throw new UsageException("A change must be above -100 percent, not " + percent + ".");
            }
            List<MetricKey> metrics =
                    known.stream().filter(key -> isNamed(key, benchmark)).toList();
            if (metrics.isEmpty()) {
                throw new UsageException("Table 5 has no benchmark \"" + benchmark + "\"; it has: "
                        + String.join(
                                ", ",
                                known.stream()
                                        .map(MetricKey::benchmark)
                                        .distinct()
                                        .toList()) + ".");
            }
            metrics.forEach(key -> gains.put(key, Math.log1p(percent / 100)));
        });
        return gains;
    }

    private static boolean isNamed(MetricKey key, String name) {
        return key.benchmark().equalsIgnoreCase(name) || key.toString().equalsIgnoreCase(name);
    }

    private Map<String, Object> json(NoiseShape shape, CompareCounts counts) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("noise", SimulationOptions.name(shape));
        row.put("candidates", counts.candidates());
        row.put("seed", options.seed);
        row.put("boots", boots);
        row.put("most_boots", Math.max(boots, mostBoots));
        row.put("history", history);
        row.put("mean_boots", counts.meanBoots());
        row.put("false_alarm_rate", counts.falseAlarmRate());
        row.put("small_p_rate", counts.smallPRate());
        row.put("coverage", counts.coverage());
        row.put("changed", counts.changed());
        row.put("power", counts.power());
        row.put("no_change_rate", counts.missRate());
        return row;
    }
}
