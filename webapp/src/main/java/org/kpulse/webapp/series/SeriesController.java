package org.kpulse.webapp.series;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.kpulse.analysis.Direction;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.webapp.series.SeriesQuery.Variant;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Query;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** A metric on a platform over kernels. */
@Controller
class SeriesController {

    static final String PATH = "/series/{benchmark}/{metric}/{platform:[a-z0-9-]+}";
    private static final int ROWS = 100;

    private final SeriesQuery query;
    private final AnnotationStore annotations;
    private final PlatformStore platforms;

    SeriesController(Database database, SeriesQuery query, AnnotationStore annotations) {
        this.query = query;
        this.annotations = annotations;
        this.platforms = new PlatformStore(database);
    }

    /** Path of a metric's page. */
    static String path(String benchmark, String metric, String platform) {
        return "/series/" + Query.encoded(benchmark) + "/" + Query.encoded(metric) + "/" + platform;
    }

    /** Which metric where. */
    record Metric(String benchmark, String metric, String platform) {

        public String path() {
            return SeriesController.path(benchmark, metric, platform);
        }

        /** As people name it. */
        public String title() {
            return Visible.of(benchmark + "/" + metric + " on " + platform);
        }
    }

    private record Opened(
            Variant variant,
            List<Variant> variants,
            Series series,
            SeriesWords words,
            SeriesView view,
            List<Annotation> annotations,
            OptionalInt pin) {}

    @GetMapping(PATH)
    String page(Metric metric, SeriesAsked asked, Model model) {
        Opened opened = open(metric, asked);
        String caption = opened.words().finding();
        model.addAttribute("title", metric.title());
        model.addAttribute("metric", metric);
        model.addAttribute("better", opened.variant().direction() == Direction.HIGHER_IS_BETTER ? "higher" : "lower");
        model.addAttribute("unit", opened.variant().unit());
        model.addAttribute(
                "drawing",
                opened.view().drawing(metric.title() + ": " + caption).orElse(null));
        model.addAttribute("caption", Visible.of(caption));
        model.addAttribute("reference", opened.series().reference().orElse(null));
        model.addAttribute(
                "referenceName",
                opened.series().reference().map(k -> Visible.of(k.ref())).orElse(""));
        model.addAttribute("chosen", opened.series().chosen());
        model.addAttribute("table", opened.view().table(ROWS));
        model.addAttribute("address", Address.of(metric.path(), asked.query().text()));
        model.addAttribute(
                "part", asked.fromKernel().isPresent() || asked.toKernel().isPresent());
        model.addAttribute(
                "whole", asked.all().with("pin", SeriesAsked.text(asked.pin())).behind(metric.path()));
        model.addAttribute("asked", asked);
        model.addAttribute("mostText", Annotation.MOST_TEXT);
        model.addAttribute("annotations", withdrawable(opened.annotations()));
        model.addAttribute(
                "pinned",
                opened.pin().isPresent() ? opened.view().pinned(opened.pin().getAsInt(), metric.platform()) : null);
        model.addAttribute("newest", asked.untilKernel().isEmpty());
        model.addAttribute(
                "newestAddress",
                Query.NONE.with("variant", SeriesAsked.text(asked.variant())).behind(metric.path()));
        model.addAttribute("most", SeriesQuery.MOST);
        model.addAttribute("full", opened.series().points().size() == SeriesQuery.MOST);
        model.addAttribute("older", older(metric, asked, opened.series()));
        model.addAttribute("variant", opened.variant());
        model.addAttribute("variants", opened.variants());
        return "series/series";
    }

    /** Ends with the oldest kernel of what is looked at now. */
    private static String older(Metric metric, SeriesAsked asked, Series series) {
        return series.points().isEmpty()
                ? metric.path()
                : Query.NONE
                        .with("variant", SeriesAsked.text(asked.variant()))
                        .with(
                                "until",
                                String.valueOf(series.points().get(0).kernel().id()))
                        .behind(metric.path());
    }

    @GetMapping(PATH + ".json")
    @ResponseBody
    Map<String, Object> json(Metric metric, SeriesAsked asked) {
        return TableAnswers.json(open(metric, asked).view().table(SeriesQuery.MOST));
    }

    @GetMapping(PATH + ".csv")
    ResponseEntity<String> csv(Metric metric, SeriesAsked asked) {
        return TableAnswers.csv(open(metric, asked).view().table(SeriesQuery.MOST));
    }

    private Opened open(Metric metric, SeriesAsked asked) {
        OptionalLong until = asked.untilKernel();
        OptionalLong from = asked.fromKernel();
        OptionalLong to = asked.toKernel();
        OptionalLong pinned = asked.pinKernel();
        List<Variant> variants = query.variants(metric.benchmark(), metric.metric(), metric.platform());
        Variant variant = SeriesQuery.chosen(variants, metric, SeriesAsked.text(asked.variant()));
        OptionalLong baseline =
                platforms.baseline(variant.platform()).map(OptionalLong::of).orElse(OptionalLong.empty());
        Series series = Series.of(query.kernels(variant, until, baseline), baseline, variant.direction());
        requireIn(series, "from", from);
        requireIn(series, "to", to);
        requireIn(series, "pin", pinned);
        if (until.isPresent() && series.points().isEmpty()) {
            throw new NotFound("There is no kernel " + until.getAsLong() + ", or none before it was measured.");
        }
        SeriesWords words = new SeriesWords(series, variant.direction());
        List<Annotation> noted = noted(variant, series);
        OptionalInt pin = pinned.isPresent() ? OptionalInt.of(series.place(pinned.getAsLong())) : OptionalInt.empty();
        return new Opened(
                variant,
                variants,
                series,
                words,
                new SeriesView(series, words, variant.unit(), series.places(from, to), pin, noted),
                noted,
                pin);
    }

    private List<Annotation> noted(Variant variant, Series series) {
        return annotations.of(
                variant,
                series.points().stream().map(point -> point.kernel().id()).toList());
    }

    /** What somebody said, as it can be taken back. */
    record Withdrawable(long id, String kernel, String said) {}

    /** The newest first. */
    private static List<Withdrawable> withdrawable(List<Annotation> noted) {
        return noted.stream()
                .sorted(Comparator.comparingLong(Annotation::id).reversed())
                .limit(ROWS)
                .map(each -> new Withdrawable(each.id(), Visible.of(each.kernel()), Visible.of(each.said())))
                .toList();
    }

    private static void requireIn(Series series, String parameter, OptionalLong kernel) {
        if (kernel.isPresent() && series.place(kernel.getAsLong()) < 0) {
            throw new BadParameter(
                    parameter, "kernel " + kernel.getAsLong() + " is not among those that are looked at.");
        }
    }
}
