package org.kpulse.webapp.compare;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.index.Contribution;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.store.StoredSamples;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Table;

/** Comparisons as tables; pure. */
final class Tables {

    /** Where pages draw the interval. */
    static final String INTERVAL = "ci_low_percent";

    private static final List<Column> METRICS = List.of(
            Column.text("platform", "Platform"),
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.number("base_mean", "Base").explained("Mean of the base kernel's boot means."),
            Column.number("candidate_mean", "Candidate").explained("Mean of the candidate's boot means."),
            Column.text("unit", "Unit"),
            Column.text("better", "Better").explained("Which way is better."),
            Column.number("change_percent", "Change")
                    .explained("Of the value; + is larger, which may be better or worse."),
            Column.text(INTERVAL, "95 % interval").explained("Of the change, percent; one scale for the whole table."),
            Column.text("ci_high_percent", ""),
            Column.number("q", "q")
                    .explained(
                            "p after the correction for the number of metrics: of all calls with at most this q, about this share is chance."),
            Column.number("base_boots", "Boots").explained("Of the base and of the candidate."),
            Column.number("candidate_boots", ""),
            Column.number("mde_percent", "MDE")
                    .explained(
                            "Minimum detectable effect: the change that so many boots find with a probability of 80 %."),
            Column.text("verdict", "Verdict")
                    .explained("(n boots): so many boots of each kernel would settle it, if they go on like these."));

    /** What pages leave out: the platform stands above them, two columns are in their neighbour's. */
    private static final List<String> ONLY_FOR_PROGRAMS = List.of("platform", "ci_high_percent", "candidate_boots");

    private static final List<Column> MOVERS = List.of(
            Column.text("platform", "Platform"),
            Column.text("benchmark", "Benchmark"),
            Column.text("metric", "Metric"),
            Column.number("weight_percent", "Weight").explained("Its share of all weight."),
            Column.number("gain_percent", "Gain").explained("How much better the metric became: + is better."),
            Column.number("moved_percent", "Moved the index")
                    .explained("By how much this metric alone moved the index."));

    private static final List<Column> SAMPLES = List.of(
            Column.text("side", "Kernel"),
            Column.number("run", "Run"),
            Column.number("boot", "Boot").explained("Number within its job, from 0."),
            Column.number("seed", "Seed"),
            Column.number("mean", "Mean"),
            Column.number("smallest", "Smallest"),
            Column.number("largest", "Largest"),
            Column.text("samples", "Samples").explained("By iteration."));

    private Tables() {}

    /** What matters of a comparison, or all of it, the most significant first. */
    static List<MetricComparison> shown(List<MetricComparison> metrics, boolean all) {
        return metrics.stream()
                .filter(m -> all || m.verdict() != Verdict.NO_CHANGE)
                .sorted(Words.BY_SIGNIFICANCE)
                .toList();
    }

    static Table metrics(String caption, List<Judged> parts) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Judged part : parts) {
            part.shown().forEach(metric -> rows.add(row(part, metric)));
        }
        return new Table(caption, METRICS, rows);
    }

    /** The same for people. */
    static Table readable(Table full) {
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < full.columns().size(); i++) {
            if (!ONLY_FOR_PROGRAMS.contains(full.columns().get(i).name())) {
                kept.add(i);
            }
        }
        return new Table(
                full.caption(),
                kept.stream().map(full.columns()::get).toList(),
                full.rows().stream()
                        .map(row -> kept.stream().map(row::get).toList())
                        .toList());
    }

    private static List<Cell> row(Judged part, MetricComparison metric) {
        String opened =
                "/compare?" + part.question().opening(metric.key().toString()).query() + "#" + part.anchor();
        Optional<Interval> percent = metric.ciPercent();
        return List.of(
                Cell.of(part.comparison().platform().name()),
                Cell.of(metric.key().benchmark()),
                Cell.of(metric.key().metric()).to(opened),
                Cell.of(metric.base().mean(), Numbers.value(metric.base().mean())),
                Cell.of(
                        metric.candidate().mean(),
                        Numbers.value(metric.candidate().mean())),
                Cell.of(metric.unit()),
                Cell.of(Words.direction(metric.direction())),
                optional(metric.changePercent(), Words.change(metric)),
                optional(
                        percent.map(Interval::low),
                        Words.interval(metric).map(Numbers::interval).orElse("–")),
                optional(percent.map(Interval::high), ""),
                optional(metric.q(), Numbers.probability(metric.q())),
                new Cell(
                        metric.base().boots(),
                        metric.base().boots() + " + " + metric.candidate().boots(),
                        Optional.empty(),
                        ""),
                Cell.of(metric.candidate().boots()),
                optional(
                        metric.mdePercent(), Numbers.change(metric.mdePercent()).replace("+", "")),
                new Cell(
                        metric.verdict().name(),
                        Words.verdict(metric),
                        Optional.empty(),
                        Words.style(metric.verdict())));
    }

    /** Who moved the index, the largest part first. */
    static Table movers(String caption, List<Judged> parts, int most) {
        List<List<Cell>> rows = new ArrayList<>();
        for (Judged part : parts) {
            part.comparison().index().stream()
                    .flatMap(index -> index.contributions().stream())
                    .sorted(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.logContribution()))
                            .thenComparing(Contribution::key))
                    .limit(most)
                    .forEach(c -> rows.add(mover(part, c)));
        }
        return new Table(caption, MOVERS, rows);
    }

    private static List<Cell> mover(Judged part, Contribution c) {
        double gain = 100 * Math.expm1(c.logGain());
        String opened =
                "/compare?" + part.question().opening(c.key().toString()).query() + "#" + part.anchor();
        return List.of(
                Cell.of(part.comparison().platform().name()),
                Cell.of(c.key().benchmark()),
                Cell.of(c.key().metric()).to(opened),
                Cell.of(100 * c.weight(), String.format(Locale.ROOT, "%.1f %%", 100 * c.weight())),
                Cell.of(gain, Numbers.change(OptionalDouble.of(gain))),
                Cell.of(c.indexPercent(), Numbers.change(OptionalDouble.of(c.indexPercent()))));
    }

    /** A row a boot. */
    static Table samples(String caption, StoredSamples samples) {
        List<List<Cell>> rows = new ArrayList<>();
        samples.base().forEach(boot -> rows.add(boot("base", boot)));
        samples.candidate().forEach(boot -> rows.add(boot("candidate", boot)));
        return new Table(caption, SAMPLES, rows);
    }

    private static List<Cell> boot(String side, StoredSamples.Boot boot) {
        double[] values =
                Arrays.stream(boot.values()).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        double smallest = Arrays.stream(values).min().orElse(Double.NaN);
        double largest = Arrays.stream(values).max().orElse(Double.NaN);
        return List.of(
                Cell.of(side),
                new Cell(boot.runId(), String.valueOf(boot.runId()), Optional.of("/runs/" + boot.runId()), ""),
                Cell.of(boot.boot()),
                new Cell(boot.seed(), String.valueOf(boot.seed()), Optional.empty(), ""),
                Cell.of(mean, Numbers.value(mean)),
                Cell.of(smallest, Numbers.value(smallest)),
                Cell.of(largest, Numbers.value(largest)),
                new Cell(Arrays.stream(values).boxed().toList(), Words.values(values), Optional.empty(), "long"));
    }

    private static Cell optional(OptionalDouble value, String text) {
        return new Cell(value.isPresent() ? value.getAsDouble() : null, text, Optional.empty(), "");
    }

    private static Cell optional(Optional<Double> value, String text) {
        return new Cell(value.orElse(null), text, Optional.empty(), "");
    }
}
