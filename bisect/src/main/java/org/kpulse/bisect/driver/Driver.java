package org.kpulse.bisect.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Answer;
import org.kpulse.bisect.search.Bisection;
import org.kpulse.bisect.search.Decision;
import org.kpulse.bisect.search.Probe;
import org.kpulse.bisect.search.SearchState;
import org.kpulse.bisect.search.Step;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionState;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.bisect.store.Weighing;
import org.kpulse.harness.progress.Progress;

/**
 * Carries bisections out, one thing at a time: a probe that was wanted and is not over, or else a decision, or else a check of the
 * culprit. Each is stored before the next is begun, and what is next depends on nothing but what is stored: a driver that was killed is
 * replaced by another, which goes on.
 */
public final class Driver {

    /** So many faults of ours in a row end the patience with them. */
    private static final int MOST_INFRA = 3;

    private final BisectionStore store;
    private final Function<BisectionRow, ProbeLab> labs;
    private final Weigher weigher;
    private final CulpritChecks checks;
    private final Progress progress;

    /**
     * What a driver works with.
     *
     * @param labs builds and boots for a bisection
     * @param weigher weighs commits by what they touch
     */
    public record Means(Function<BisectionRow, ProbeLab> labs, Weigher weigher) {}

    public Driver(BisectionStore store, Means means, CulpritChecks checks, Progress progress) {
        this.store = store;
        this.labs = means.labs();
        this.weigher = means.weigher();
        this.checks = checks;
        this.progress = progress;
    }

    /** Does the next thing; false if there is none, because the bisection is over or waits for a person. */
    public boolean advance(long id) {
        BisectionRow bisection = store.find(id).orElseThrow();
        if (bisection.state() != BisectionState.RUNNING) {
            return false;
        }
        Candidates candidates = store.candidates(id);
        List<ProbeRow> probes = store.probes().list(id);
        Optional<ProbeRow> open =
                probes.stream().filter(probe -> probe.outcome().isEmpty()).findFirst();
        if (open.isPresent()) {
            new Probing(store.probes(), labs.apply(bisection))
                    .carryOut(
                            open.get(),
                            revision(bisection, candidates, open.get().commit()));
            waitForAPersonIfFaultsComeBack(id);
        } else {
            decide(bisection, candidates, probes);
        }
        return true;
    }

    static String revision(BisectionRow bisection, Candidates candidates, int commit) {
        return commit == CommitGraph.GOOD
                ? bisection.good()
                : candidates.graph().name(commit);
    }

    /** Asked when a probe has ended, so that a person who lets the bisection go on gets another try. */
    private void waitForAPersonIfFaultsComeBack(long id) {
        List<Probe.Outcome> over = store.probes().list(id).stream()
                .flatMap(p -> p.outcome().stream())
                .toList();
        List<Probe.Outcome> last = over.subList(Math.max(0, over.size() - MOST_INFRA), over.size());
        if (last.size() == MOST_INFRA && last.stream().allMatch(Probe.Infra.class::isInstance)) {
            progress.warn("bisection " + id + " waits for a person: " + MOST_INFRA
                    + " faults of ours in a row, the last one: " + ((Probe.Infra) last.get(MOST_INFRA - 1)).fault());
            store.state(id, BisectionState.PAUSED);
        }
    }

    private void decide(BisectionRow bisection, Candidates candidates, List<ProbeRow> probes) {
        SearchState state =
                SearchStates.of(bisection, candidates, probes, store.beforehand(bisection.id(), bisection.platform()));
        Decision decision = Bisection.decide(state);
        if (decision.answer().isEmpty()) {
            if (weighed(bisection, candidates, probes, decision)) {
                return; // and decide anew
            }
            List<Integer> layouts = new ArrayList<>();
            for (Step step : decision.steps()) {
                layouts.add(layout(step, probes, bisection.platform()));
            }
            store.decide(bisection, probes.size(), decision, layouts, Optional.empty());
            progress.step(label(bisection) + Sight.line(decision, candidates, probes));
            return;
        }
        Answer answer = decision.answer().get();
        if (store.decisions(bisection.id()).stream()
                .noneMatch(d -> d.probes() == probes.size() && d.answer().isPresent())) {
            store.decide(
                    bisection,
                    probes.size(),
                    decision,
                    List.of(),
                    Optional.of(new Outcomes(bisection, candidates, List.of()).answer(answer, decision.changes())));
        }
        if (answer instanceof Answer.NotReproduced && bisection.hasNextPlatform()) {
            progress.step(label(bisection) + bisection.platform()
                    + " does not show the change; going on on "
                    + bisection.request().platforms().get(bisection.platformAt() + 1));
            store.nextPlatform(bisection);
            return;
        }
        if (answer instanceof Answer.Culprit culprit && checks.advance(bisection, candidates, culprit.commit())) {
            return;
        }
        store.finish(
                bisection.id(),
                new Outcomes(bisection, candidates, checks.done(bisection))
                        .json(answer, decision, checks.moved(bisection, answer)));
        progress.step(label(bisection) + decision.why());
    }

    private static String label(BisectionRow bisection) {
        return "bisection " + bisection.id() + ": ";
    }

    /** Once the ends have the boots they need, at least two each: weighs the commits between them by what they touch; false if that was done or is not wanted. */
    private boolean weighed(BisectionRow bisection, Candidates candidates, List<ProbeRow> probes, Decision decision) {
        if (!bisection.request().terms().weighted()
                || decision.steps().stream().allMatch(step -> isEnd(candidates, step.commit()))
                || store.weighing(bisection.id()).isPresent()) {
            return false;
        }
        Weighing weighing = weigher.weigh(
                bisection,
                candidates,
                new Weigher.Ends(
                        job(probes, bisection.platform(), CommitGraph.GOOD),
                        job(probes, bisection.platform(), candidates.graph().bad())));
        store.weigh(bisection.id(), weighing);
        progress.step(label(bisection) + weighing.why());
        return true;
    }

    private static boolean isEnd(Candidates candidates, int commit) {
        return commit == CommitGraph.GOOD || commit == candidates.graph().bad();
    }

    private static long job(List<ProbeRow> probes, String platform, int commit) {
        return probes.stream()
                .filter(p -> p.platform().equals(platform)
                        && p.commit() == commit
                        && !p.samples().isEmpty())
                .mapToLong(p -> p.job().orElseThrow())
                .findFirst()
                .orElseThrow();
    }

    /** A new build of a commit gets the first layout that was not tried, boots go on with the latest that could be booted. */
    static int layout(Step step, List<ProbeRow> probes, String platform) {
        List<ProbeRow> own = probes.stream()
                .filter(p -> p.commit() == step.commit() && p.platform().equals(platform))
                .toList();
        return step.build()
                ? 1
                        + own.stream()
                                .filter(Driver::isSettled)
                                .mapToInt(ProbeRow::layout)
                                .max()
                                .orElse(-1)
                : own.stream()
                        .filter(p -> !p.samples().isEmpty())
                        .mapToInt(ProbeRow::layout)
                        .max()
                        .orElse(0);
    }

    /** Whether this build need not be made again: our own faults settle nothing. */
    private static boolean isSettled(ProbeRow probe) {
        return probe.outcome().filter(o -> !(o instanceof Probe.Infra)).isPresent();
    }
}
