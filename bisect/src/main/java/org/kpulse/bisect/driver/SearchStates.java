package org.kpulse.bisect.driver;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.search.Prices;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.search.SearchRules;
import org.kpulse.bisect.search.SearchState;
import org.kpulse.bisect.search.Symptom;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.ProbeRow;

/** What a decision is made from, out of what is stored. Pure. */
public final class SearchStates {

    private SearchStates() {}

    /** The state after these probes, all of which are over; only those of the platform that is searched on count. */
    public static SearchState of(
            BisectionRow bisection, Candidates candidates, List<ProbeRow> probes, Beforehand beforehand) {
        BisectionRequest.Terms terms = bisection.request().terms();
        List<ProbeRow> here = probes.stream()
                .filter(probe -> probe.platform().equals(bisection.platform()))
                .toList();
        Prices prices = prices(here, beforehand.prices());
        return new SearchState(
                candidates.hypotheses(),
                symptom(bisection.request().wanted(), terms, beforehand),
                SearchRules.DEFAULT.withConfidence(terms.confidence()),
                prices,
                left(terms, probes, prices),
                here.stream()
                        .map(probe -> new Probe(
                                probe.commit(),
                                probe.purpose(),
                                probe.code().isEmpty() ? "probe " + probe.id() : probe.code(),
                                probe.outcome().orElseThrow()))
                        .toList());
    }

    private static Symptom symptom(Wanted wanted, BisectionRequest.Terms terms, Beforehand known) {
        return wanted instanceof Wanted.Metric
                ? new Symptom.Level(known.noise(), known.buildEffect(), terms.claim())
                : new Symptom.Rate(Math.min(1, terms.claim()));
    }

    /** Medians of what was measured here. */
    private static Prices prices(List<ProbeRow> probes, Prices before) {
        OptionalDouble build =
                median(probes.stream().mapToDouble(ProbeRow::buildSeconds).filter(s -> s > 0));
        OptionalDouble run = median(probes.stream()
                .filter(probe -> !probe.samples().isEmpty() && probe.runSeconds() > 0)
                .mapToDouble(probe -> probe.runSeconds() / probe.samples().size()));
        return new Prices(build.orElse(before.build()), run.orElse(before.run()));
    }

    private static OptionalDouble median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(sorted[sorted.length / 2]);
    }

    /** Seconds that may still be spent; boots are counted by what one costs. */
    private static double left(BisectionRequest.Terms terms, List<ProbeRow> probes, Prices prices) {
        double seconds = probes.stream()
                .mapToDouble(probe -> probe.buildSeconds() + probe.runSeconds())
                .sum();
        int boots = probes.stream().mapToInt(probe -> probe.samples().size()).sum();
        double left = terms.seconds().orElse(Double.POSITIVE_INFINITY) - seconds;
        return terms.boots().isPresent()
                ? Math.min(
                        left,
                        terms.boots().getAsInt() <= boots
                                ? 0
                                : left(terms.boots().getAsInt() - boots, prices))
                : left;
    }

    private static double left(int boots, Prices prices) {
        return prices.build() + boots * prices.run();
    }
}
