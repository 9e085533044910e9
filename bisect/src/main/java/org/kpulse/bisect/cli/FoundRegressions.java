package org.kpulse.bisect.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.kpulse.bisect.driver.Starting;
import org.kpulse.bisect.request.Asked;
import org.kpulse.bisect.request.Beginnings;
import org.kpulse.bisect.request.Beginnings.Choice;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.Budget;
import org.kpulse.bisect.request.Regression;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.store.RegressionQuery;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.store.Database;

/** The confirmed regressions of an experiment, and the bisections that the configuration wants of them. */
public final class FoundRegressions {

    private final Lab lab;
    private final Database database;

    public FoundRegressions(Lab lab, Database database) {
        this.lab = lab;
        this.database = database;
    }

    /** What is said of each metric with a regression, those that are worth a bisection first. */
    public List<Choice> of(long experiment) {
        Config config = lab.config();
        RegressionQuery query = new RegressionQuery(database);
        List<Regression> found = query.of(experiment);
        return Beginnings.choose(
                found,
                found.isEmpty() ? Set.of() : bisected(query, found.get(0)),
                new Beginnings.Policy(
                        config.number(ConfigKey.BISECT_LEAST_CHANGE), config.number(ConfigKey.BISECT_MOST)));
    }

    private static Set<Wanted.Metric> bisected(RegressionQuery query, Regression any) {
        return KernelRef.parse(any.base()) instanceof KernelRef.Git base
                        && KernelRef.parse(any.candidate()) instanceof KernelRef.Git candidate
                ? query.bisected(candidate.tree(), base.revision(), candidate.revision())
                : Set.of();
    }

    /** Bisections that began with a comparison of this experiment and are not over. */
    public List<Long> unfinished(long experiment) {
        return new RegressionQuery(database).unfinished(experiment);
    }

    /** Stores the bisections that are to begin; returns their ids. */
    public List<Long> begin(List<Choice> choices) {
        Budget budget = Budget.parse(lab.config().text(ConfigKey.BISECT_BUDGET));
        List<Long> begun = new ArrayList<>();
        for (Choice choice : choices.stream().filter(Choice::begins).toList()) {
            begun.add(begin(choice, budget.seconds(), budget.boots()));
        }
        return begun;
    }

    private long begin(Choice choice, OptionalDouble seconds, OptionalInt boots) {
        Regression regression = choice.largest();
        KernelRef.Git base = (KernelRef.Git) KernelRef.parse(regression.base());
        KernelRef.Git candidate = (KernelRef.Git) KernelRef.parse(regression.candidate());
        Starting starting = new Starting(lab);
        Starting.Range range = starting.range(
                new Starting.Revisions(candidate.tree(), List.of(base.revision()), candidate.revision(), List.of()));
        BisectionRequest request = range.request(
                regression.metric(),
                choice.where(),
                new BisectionRequest.Terms(Asked.CONFIDENCE, choice.claim(), true, seconds, boots));
        return starting.store(
                database, new Starting.Prepared(range, request), OptionalLong.of(regression.comparison()));
    }
}
