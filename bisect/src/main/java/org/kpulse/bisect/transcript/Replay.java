package org.kpulse.bisect.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.kpulse.bisect.driver.SearchStates;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.search.Bisection;
import org.kpulse.bisect.search.Decision;
import org.kpulse.bisect.search.Posterior;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.DecisionRow;
import org.kpulse.bisect.store.ProbeRow;

/** The decisions of a record, made anew from its samples. */
public final class Replay {

    private static final double SAME = 1e-6;

    private Replay() {}

    /**
     * A decision then and now.
     *
     * @param step 1-based
     * @param shareThen probability of the best commit then
     * @param shareNow of the same commit now
     * @param bitsThen missing then
     * @param bitsNow missing now
     * @param same whether the same is wanted: the same commits, or an answer
     */
    public record Step(int step, double shareThen, double shareNow, double bitsThen, double bitsNow, boolean same) {}

    /** All decisions, in order. */
    public static List<Step> of(Transcript transcript) {
        List<Step> steps = new ArrayList<>();
        for (DecisionRow then : transcript.decisions()) {
            List<ProbeRow> before = transcript.probes().subList(0, then.probes());
            String platform = platform(transcript, then);
            Decision now = Bisection.decide(SearchStates.of(
                    on(transcript.bisection(), platform),
                    transcript.weighed(then),
                    before,
                    Objects.requireNonNull(transcript.beforehand().get(platform))));
            Posterior posterior = now.posterior();
            List<Integer> wanted = transcript.probes().stream()
                    .filter(p -> p.decision() == then.position())
                    .map(ProbeRow::commit)
                    .toList();
            boolean same = now.steps().stream().map(s -> s.commit()).toList().equals(wanted)
                    && Math.abs(posterior.probability(then.best()) - then.bestShare()) < SAME;
            steps.add(new Step(
                    then.position() + 1,
                    then.bestShare(),
                    posterior.probability(then.best()),
                    then.entropy(),
                    posterior.entropy(),
                    same));
        }
        return steps;
    }

    /** Of the probes that the decision wanted, or that it was made from. */
    private static String platform(Transcript transcript, DecisionRow decision) {
        return transcript.probes().stream()
                .filter(p -> p.decision() == decision.position())
                .findFirst()
                .or(() -> transcript.probes().stream().limit(decision.probes()).reduce((a, b) -> b))
                .map(ProbeRow::platform)
                .orElse(transcript.bisection().platform());
    }

    private static BisectionRow on(BisectionRow row, String platform) {
        BisectionRequest request = row.request();
        return new BisectionRow(
                row.id(),
                request,
                Math.max(0, request.platforms().indexOf(platform)),
                row.state(),
                row.outcome(),
                row.created());
    }
}
