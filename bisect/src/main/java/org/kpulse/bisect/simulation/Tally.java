package org.kpulse.bisect.simulation;

import java.util.List;

/**
 * Many simulated bisections, summed up.
 *
 * @param method how was searched
 * @param repeats k of {@link Method#GIT_REPEATS}, else 0
 * @param bisections how many
 * @param accuracy share that named the culprit
 * @param stated mean of the probabilities stated, over those that named one; 0 where none is stated
 * @param runs mean
 * @param builds mean
 * @param cost mean, in runs
 * @param endPairs mean
 * @param notReproduced share that said there is no change
 */
public record Tally(
        Method method,
        int repeats,
        int bisections,
        double accuracy,
        double stated,
        double runs,
        double builds,
        double cost,
        double endPairs,
        double notReproduced) {

    static Tally of(Method method, int repeats, double buildPrice, List<Found> all) {
        double runs = all.stream().mapToInt(Found::runs).average().orElse(0);
        double builds = all.stream().mapToInt(Found::builds).average().orElse(0);
        return new Tally(
                method,
                repeats,
                all.size(),
                share(all.stream().filter(Found::right).count(), all.size()),
                all.stream()
                        .mapToDouble(Found::stated)
                        .filter(p -> p > 0)
                        .average()
                        .orElse(0),
                runs,
                builds,
                buildPrice * builds + runs,
                all.stream().mapToInt(Found::endPairs).average().orElse(0),
                share(all.stream().filter(Found::saidNothingThere).count(), all.size()));
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
