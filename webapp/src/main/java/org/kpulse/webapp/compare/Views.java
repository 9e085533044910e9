package org.kpulse.webapp.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.Interval;
import org.kpulse.analysis.comparison.MetricComparison;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.report.WhyText;
import org.kpulse.harness.store.ProfileQuery.Phase;
import org.kpulse.harness.store.StoredSamples;
import org.kpulse.webapp.chart.DotPlot;
import org.kpulse.webapp.chart.Drawing;
import org.kpulse.webapp.chart.DrawnTable;
import org.kpulse.webapp.chart.IntervalChart;
import org.kpulse.webapp.compare.PlatformView.OpenedView;
import org.kpulse.webapp.compare.PlatformView.Rest;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.Visible;
import org.springframework.stereotype.Component;

/** Puts together what a page says of each platform. */
@Component
class Views {

    private static final int MOVERS = 6;
    private static final int FUNCTIONS = 30;
    private static final int NAMED = 12;

    private final Judge judge;

    Views(Judge judge) {
        this.judge = judge;
    }

    PlatformView of(Judged part) {
        List<MetricComparison> metrics = part.comparison().metrics();
        List<MetricComparison> shown = part.shown();
        Optional<StoredSamples> opened = judge.opened(part);
        Map<Phase, Explanation> moved = part.question().shown().why() ? judge.moved(part) : Map.of();
        String name = part.comparison().platform().name();
        Question here = part.question().on(name);
        Table table = Tables.readable(Tables.metrics("Metrics on " + name, List.of(part)));
        int most = part.question().shown().all() ? Integer.MAX_VALUE : MOVERS;
        return new PlatformView(
                name,
                Words.platform(part.comparison().platform()),
                part.comparison().provenanceWarnings(),
                Words.summary(metrics),
                rest(part, metrics.size() - shown.size()),
                new DrawnTable(table, drawings(shown), column(table), Address.of("/compare", here.query())),
                part.comparison()
                        .index()
                        .map(index -> Words.index(
                                index, Visible.of(part.comparison().base().release())))
                        .orElse(""),
                Tables.readable(Tables.movers("Who moved the index most", List.of(part), most)),
                Address.of("/compare/index", here.query()),
                missing(part),
                explain(part, opened.isPresent()),
                why(part, metrics, moved),
                opened.flatMap(samples -> metrics.stream()
                        .filter(m -> part.question().opens(m.key()))
                        .findFirst()
                        .map(metric -> opened(part, metric, samples, moved))));
    }

    /** Where the functions are, if there may be any and something to explain. */
    private static String explain(Judged part, boolean opened) {
        boolean something = opened
                || part.comparison().metrics().stream()
                        .anyMatch(m -> m.verdict() == Verdict.REGRESSION || m.verdict() == Verdict.IMPROVEMENT);
        return something
                        && !part.question().shown().why()
                        && part.comparison().platform().kind() == Platform.Kind.INSTRUCTIONS
                ? "/compare?" + part.question().explaining().query()
                : "";
    }

    private static String why(Judged part, List<MetricComparison> metrics, Map<Phase, Explanation> moved) {
        if (!part.question().shown().why()) {
            return "";
        }
        return moved.isEmpty()
                ? "no exact profiles of both kernels with one guest image and job bundle\n"
                : Visible.of(WhyText.brief(moved, metrics).stripIndent());
    }

    private static Optional<Rest> rest(Judged part, int hidden) {
        if (hidden > 0) {
            return Optional.of(new Rest(
                    "Show also the " + hidden + " that did not change",
                    "/compare?" + part.question().showing(true).query()));
        }
        return part.question().shown().all()
                ? Optional.of(new Rest(
                        "Show only what is not NO_CHANGE",
                        "/compare?" + part.question().showing(false).query()))
                : Optional.empty();
    }

    private static List<@Nullable Drawing> drawings(List<MetricComparison> shown) {
        double reach = IntervalChart.reach(
                shown.stream().flatMap(m -> m.ciPercent().stream()).toList());
        List<@Nullable Drawing> drawings = new ArrayList<>();
        for (MetricComparison metric : shown) {
            Optional<Interval> interval = metric.ciPercent();
            drawings.add(
                    interval.isPresent() && metric.changePercent().isPresent()
                            ? IntervalChart.of(
                                    metric.changePercent().getAsDouble(),
                                    interval.get(),
                                    reach,
                                    Words.style(metric.verdict()))
                            : null);
        }
        return drawings;
    }

    private static int column(Table table) {
        return table.columns().stream().map(c -> c.name()).toList().indexOf(Tables.INTERVAL);
    }

    private static String missing(Judged part) {
        int all = part.comparison().missing().size();
        return part.comparison().missing().stream()
                        .limit(NAMED)
                        .map(key -> Visible.of(key.toString()))
                        .collect(Collectors.joining(", "))
                + (all > NAMED ? " and " + (all - NAMED) + " more" : "");
    }

    private static OpenedView opened(
            Judged part, MetricComparison metric, StoredSamples samples, Map<Phase, Explanation> moved) {
        List<double[]> base =
                samples.base().stream().map(StoredSamples.Boot::values).toList();
        List<double[]> candidate =
                samples.candidate().stream().map(StoredSamples.Boot::values).toList();
        String name = Visible.of(metric.key().toString());
        String says = String.format(
                Locale.ROOT,
                "%s, %s, %s is better: base %s over %d boots, candidate %s over %d boots, change %s; %s.",
                name,
                Visible.of(metric.unit()),
                Words.direction(metric.direction()),
                Numbers.value(metric.base().mean()),
                metric.base().boots(),
                Numbers.value(metric.candidate().mean()),
                metric.candidate().boots(),
                Words.change(metric)
                        + Words.interval(metric)
                                .map(i -> " " + Numbers.interval(i))
                                .orElse(""),
                Words.verdict(metric));
        String leftOut = DotPlot.leftOut(base, candidate);
        Question here = part.question().on(part.comparison().platform().name());
        return new OpenedView(
                part.anchor(),
                name,
                DotPlot.of("Samples of each boot. " + says, base, candidate),
                says + " A column is a boot, a mark a sample. " + leftOut,
                Words.remarks(metric),
                Tables.samples("Samples of " + name + ", a row a boot", samples),
                Address.of("/compare/samples", here.query()),
                why(metric, moved),
                "/compare?" + part.question().opening("").query());
    }

    /** The functions of the metric's own part of its benchmark, or else of the whole benchmark. */
    private static String why(MetricComparison metric, Map<Phase, Explanation> moved) {
        for (String phase : List.of(metric.key().metric(), "")) {
            Explanation found = moved.get(new Phase(metric.key().benchmark(), phase));
            if (found != null) {
                return Visible.of(WhyText.of(
                                Map.of(new Phase(metric.key().benchmark(), phase), found),
                                List.of(metric),
                                Optional.empty(),
                                FUNCTIONS)
                        .stripIndent());
            }
        }
        return "";
    }
}
