package org.kpulse.bisect.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.kpulse.bisect.driver.ProbeLab.Build;
import org.kpulse.bisect.driver.ProbeLab.Built;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.search.Answer;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.CheckRow;
import org.kpulse.bisect.store.CheckRow.Kind;
import org.kpulse.bisect.store.CheckRow.Pair;
import org.kpulse.bisect.store.CheckRow.Result;
import org.kpulse.bisect.store.CheckStore;

/**
 * Checks a culprit before it is named, in fresh boots that no decision of the search was made from: against each parent, against the
 * bad end without it, once more with both built in another layout, and on the other platforms that reported the change. One call makes
 * one pair of boots, or less.
 */
public final class CulpritChecks {

    /** First boot of a check: far behind those of probes, so that chance is another. */
    static final int FIRST_BOOT = 1000;

    private static final int LEAST_PAIRS = 2;
    private static final int MOST_PAIRS = 12;

    private final CheckStore store;
    private final Function<BisectionRow, ProbeLab> labs;
    private final Function<BisectionRow, CheckLab> checkLabs;

    public CulpritChecks(
            CheckStore store, Function<BisectionRow, ProbeLab> labs, Function<BisectionRow, CheckLab> checkLabs) {
        this.store = store;
        this.labs = labs;
        this.checkLabs = checkLabs;
    }

    /** Does the next thing; false if all checks have ended. */
    boolean advance(BisectionRow bisection, Candidates candidates, int culprit) {
        List<CheckRow> checks = store.list(bisection.id());
        if (checks.isEmpty()) {
            store.plan(bisection.id(), planned(bisection, candidates, culprit));
            return true;
        }
        Optional<CheckRow> open =
                checks.stream().filter(check -> check.result().isEmpty()).findFirst();
        open.ifPresent(check -> step(bisection, check));
        return open.isPresent();
    }

    /** All checks of a bisection. */
    List<CheckRow> done(BisectionRow bisection) {
        return store.list(bisection.id());
    }

    /** The functions that moved between the culprit and its first parent. */
    List<CheckLab.Moved> moved(BisectionRow bisection, Answer answer) {
        Optional<CheckRow> parent = done(bisection).stream()
                .filter(check ->
                        check.kind() == Kind.PARENT && check.jobs().base().isPresent())
                .findFirst();
        if (!(answer instanceof Answer.Culprit) || parent.isEmpty()) {
            return List.of();
        }
        String revision = parent.get().pair().candidate().replaceFirst("^.*#", "");
        return checkLabs.apply(bisection).moved(bisection, parent.get(), revision);
    }

    private List<CheckRow> planned(BisectionRow bisection, Candidates candidates, int culprit) {
        List<CheckRow> checks = plannedHere(bisection, candidates, culprit);
        Pair pair = checks.get(0).pair();
        for (String platform : bisection.request().where().reported()) {
            if (!platform.equals(bisection.platform())) {
                checks.add(new CheckRow(checks.size(), Kind.PLATFORM, platform, pair, none(), Optional.empty(), ""));
            }
        }
        return checks;
    }

    /** On the platform that was searched. */
    private List<CheckRow> plannedHere(BisectionRow bisection, Candidates candidates, int culprit) {
        CommitGraph graph = candidates.graph();
        String revision = graph.name(culprit);
        List<CheckRow> checks = new ArrayList<>();
        String first = "";
        for (int parent : graph.parents(culprit)) {
            String base = ref(bisection, parent == CommitGraph.GOOD ? bisection.good() : graph.name(parent));
            first = first.isEmpty() ? base : first;
            checks.add(open(checks.size(), Kind.PARENT, bisection, new Pair(base, ref(bisection, revision), 0)));
        }
        if (revision.equals(bisection.request().bad())) {
            Pair pair = new Pair(first, ref(bisection, revision), 0);
            checks.add(ended(
                    checks.size(), bisection, pair, "It is the bad end itself; its parent is the bad end without it."));
            checks.add(open(checks.size(), Kind.LAYOUT, bisection, new Pair(first, ref(bisection, revision), 1)));
            return checks;
        }
        Optional<String> without = checkLabs.apply(bisection).withoutCommit(bisection, revision);
        Pair tip =
                new Pair(without.orElse(""), ref(bisection, bisection.request().bad()), 0);
        checks.add(
                without.isPresent()
                        ? open(checks.size(), Kind.REVERT, bisection, tip)
                        : ended(
                                checks.size(),
                                bisection,
                                tip,
                                "It cannot be taken back at the bad end without conflicts."));
        checks.add(open(checks.size(), Kind.LAYOUT, bisection, new Pair(first, ref(bisection, revision), 1)));
        return checks;
    }

    private static String ref(BisectionRow bisection, String revision) {
        return "git:" + bisection.request().tree() + "#" + revision;
    }

    private static CheckRow open(int position, Kind kind, BisectionRow bisection, Pair pair) {
        return new CheckRow(position, kind, bisection.platform(), pair, none(), Optional.empty(), "");
    }

    private static CheckRow ended(int position, BisectionRow bisection, Pair pair, String why) {
        return new CheckRow(
                position, Kind.REVERT, bisection.platform(), pair, none(), Optional.of(Result.NOT_POSSIBLE), why);
    }

    private static CheckRow.Jobs none() {
        return new CheckRow.Jobs(OptionalLong.empty(), OptionalLong.empty());
    }

    private void step(BisectionRow bisection, CheckRow check) {
        CheckLab lab = checkLabs.apply(bisection);
        Build base = lab.buildRef(check.pair().base(), check.pair().layout());
        Build candidate = lab.buildRef(check.pair().candidate(), check.pair().layout());
        for (Build build : List.of(base, candidate)) {
            if (build instanceof ProbeLab.Unbuildable failed) {
                end(bisection, check, Result.NOT_POSSIBLE, failed.reason());
                return;
            }
        }
        Built first = (Built) base;
        Built second = (Built) candidate;
        ProbeLab boots = labs.apply(bisection);
        if (check.jobs().base().isEmpty()) {
            long own = boots.job(first.kernelId(), check.platform(), LEAST_PAIRS);
            store.begin(
                    bisection.id(), check.position(), own, boots.job(second.kernelId(), check.platform(), LEAST_PAIRS));
            return;
        }
        compare(bisection, check, boots, List.of(first, second));
    }

    /** Boots of both sides in turns, A B B A, until they decide. */
    private void compare(BisectionRow bisection, CheckRow check, ProbeLab boots, List<Built> sides) {
        List<List<Double>> samples = List.of(new ArrayList<>(), new ArrayList<>());
        List<Long> jobs = List.of(
                check.jobs().base().orElseThrow(), check.jobs().candidate().orElseThrow());
        for (int pair = 0; pair < MOST_PAIRS; pair++) {
            for (int turn = 0; turn < 2; turn++) {
                int side = (pair + turn) % 2;
                if (boots.isOver()) {
                    return;
                }
                ProbeLab.Boot boot = boots.boot(sides.get(side), check.platform(), jobs.get(side), FIRST_BOOT + pair);
                if (boot instanceof ProbeLab.Untestable failed) {
                    end(bisection, check, Result.NOT_POSSIBLE, failed.reason());
                    return;
                }
                samples.get(side).add(((ProbeLab.Sample) boot).value());
            }
            if (pair + 1 >= LEAST_PAIRS) {
                CheckLab.Judgement said =
                        checkLabs.apply(bisection).judge(bisection, check, samples.get(0), samples.get(1));
                if (said.result().isPresent() || pair + 1 == MOST_PAIRS) {
                    end(bisection, check, said.result().orElse(Result.UNDECIDED), said.detail());
                    return;
                }
            }
        }
    }

    private void end(BisectionRow bisection, CheckRow check, Result result, String detail) {
        store.end(bisection.id(), check.position(), result, detail);
    }
}
