package org.kpulse.bisect.driver;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.kpulse.bisect.search.Decision;
import org.kpulse.bisect.search.Posterior;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.bisect.store.ProbeRow;

/** What a person sees of a search while it goes on. */
public final class Sight {

    private static final String BARS = " \u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";
    private static final int WIDTH = 32;
    private static final double CREDIBLE = 0.95;
    private static final int SHORT = 12;

    private Sight() {}

    /** One line: where the probability lies, how much is missing, what it cost. */
    static String line(Decision decision, Candidates candidates, List<ProbeRow> probes) {
        Posterior posterior = decision.posterior();
        int best = posterior.best();
        int further = decision.changes().further().size();
        double[] shares = new double[candidates.graph().size()];
        Arrays.setAll(shares, posterior::probability);
        return String.format(
                Locale.ROOT,
                "|%s| %.1f bits missing, %d of %d commits hold 95 %%, best %s %.1f %% after %d boots%s",
                bars(shares, WIDTH),
                Math.abs(posterior.entropy()),
                posterior.credible(CREDIBLE).size(),
                shares.length,
                candidates
                        .graph()
                        .name(best)
                        .substring(
                                0, Math.min(SHORT, candidates.graph().name(best).length())),
                100 * posterior.probability(best),
                probes.stream().mapToInt(p -> p.samples().size()).sum(),
                further == 0 ? "" : ", " + further + " further change" + (further == 1 ? "" : "s"));
    }

    /** Probability along the commits, oldest to the left, in so many columns or fewer. */
    public static String bars(double[] shares, int width) {
        int columns = Math.min(width, shares.length);
        StringBuilder text = new StringBuilder();
        double[] sums = new double[columns];
        for (int i = 0; i < shares.length; i++) {
            sums[(int) ((long) i * columns / shares.length)] += shares[i];
        }
        double top = Arrays.stream(sums).max().orElse(1);
        for (double sum : sums) {
            text.append(BARS.charAt((int) Math.ceil(sum / top * (BARS.length() - 1) - 1e-3)));
        }
        return text.toString();
    }
}
