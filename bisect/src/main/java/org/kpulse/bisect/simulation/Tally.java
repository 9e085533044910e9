package org.kpulse.bisect.simulation;

import java.util.List;

/**
 * Many simulated bisections, summed up.
 *
 * @param method how was searched
 * @param repeats k of {@link Method#GIT_REPEATS}, else 0
 * @param bisections how many
 * @param accuracy share that named the culprit, the commit with the largest change
 * @param stated mean of the probabilities stated, over those that named one; 0 where none is stated
 * @param runs mean
 * @param builds mean
 * @param cost mean, in runs
 * @param endPairs mean
 * @param notReproduced share that said there is no change
 * @param beside share that said there is a further change
 * @param held share of those that named one whose commit is in its credible set; 0 if there are none
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
        double notReproduced,
        double beside,
        double held) {

    static Tally of(Method method, int repeats, double buildPrice, List<Found> all) {
        double runs =
                all.stream().mapToInt(found -> found.cost().runs()).average().orElse(0);
        double builds =
                all.stream().mapToInt(found -> found.cost().builds()).average().orElse(0);
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
                all.stream()
                        .mapToInt(found -> found.cost().endPairs())
                        .average()
                        .orElse(0),
                share(all.stream().filter(Found::saidNothingThere).count(), all.size()),
                share(all.size() - besides(all, Found.Beside.NONE), all.size()),
                share(besides(all, Found.Beside.HELD), all.size() - besides(all, Found.Beside.NONE)));
    }

    private static long besides(List<Found> all, Found.Beside beside) {
        return all.stream().filter(found -> found.beside() == beside).count();
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : (double) part / all;
    }
}
