package org.kpulse.harness.crashsuite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Every trigger once, several guests at a time; those that take longest begin first. */
public final class Round {

    private Round() {}

    /**
     * Fires all.
     *
     * @param directory for their consoles, one directory a trigger
     * @param guests how many at a time
     * @param told of each as it is known
     * @return in the order of the triggers
     */
    public static List<Fired> run(
            Firing firing, List<Trigger> triggers, Path directory, int guests, Consumer<Fired> told)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(guests);
        try {
            List<Trigger> slowFirst = triggers.stream()
                    .sorted(Comparator.comparing(Trigger::limit).reversed())
                    .toList();
            List<Future<Fired>> futures = new ArrayList<>();
            for (Trigger each : slowFirst) {
                futures.add(pool.submit(() -> {
                    Fired fired = firing.fire(each, directory.resolve(each.name()));
                    told.accept(fired);
                    return fired;
                }));
            }
            List<Fired> all = new ArrayList<>();
            for (Future<Fired> each : futures) {
                all.add(each.get());
            }
            all.sort(Comparator.comparingInt(fired -> triggers.indexOf(fired.trigger())));
            return all;
        } finally {
            pool.shutdownNow();
        }
    }
}
