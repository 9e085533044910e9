package org.kpulse.harness.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;

/** When what is queued and planned will be done, if nothing more urgent comes. Pure. */
public final class Forecast {

    private Forecast() {}

    /**
     * Something that is to be done.
     *
     * @param task the stored task, empty for what is only planned
     * @param request what it is; {@code platforms} holds one
     * @param begin when it is worked on, or since when
     * @param end when it is done; empty if no worker can do it
     * @param measured whether that comes from tasks of the same suite on the same platform, or is a guess
     */
    public record Expected(
            Optional<Task> task, NewRequest request, Instant begin, Optional<Instant> end, boolean measured) {}

    /**
     * What will be done when, in the order of its end.
     *
     * @param workers the platforms of each worker that is there
     */
    public static List<Expected> of(
            List<Task> open, List<NewRequest> planned, List<List<String>> workers, Durations durations, Instant now) {
        List<Wait> waits = new ArrayList<>();
        open.forEach(task -> waits.add(new Wait(Optional.of(task), task.request())));
        planned.forEach(request ->
                request.platforms().forEach(platform -> waits.add(new Wait(Optional.empty(), on(request, platform)))));
        waits.sort(Comparator.comparing((Wait w) -> !w.runs())
                .thenComparing(w -> -w.request().terms().priority())
                .thenComparing(w -> w.task().isEmpty()));
        Instant[] free = new Instant[workers.size()];
        Arrays.fill(free, now);
        List<Expected> expected = new ArrayList<>();
        for (Wait wait : waits) {
            expected.add(place(wait, workers, free, durations, now));
        }
        expected.sort(Comparator.comparing((Expected e) -> e.end().orElse(Instant.MAX)));
        return expected;
    }

    private record Wait(Optional<Task> task, NewRequest request) {
        boolean runs() {
            return task.flatMap(t -> t.progress().holder().since()).isPresent();
        }

        Duration left(Durations.Estimate estimate, Instant now) {
            Duration worked = task.map(t -> t.progress()
                            .worked()
                            .plus(t.progress()
                                    .holder()
                                    .since()
                                    .map(since -> Duration.between(since, now))
                                    .orElse(Duration.ZERO)))
                    .orElse(Duration.ZERO);
            Duration left = estimate.duration().minus(worked);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    private static NewRequest on(NewRequest request, String platform) {
        return new NewRequest(
                request.key(), request.kernels(), request.suite(), request.boots(), List.of(platform), request.terms());
    }

    private static Expected place(
            Wait wait, List<List<String>> workers, Instant[] free, Durations durations, Instant now) {
        String platform = wait.request().platforms().get(0);
        Durations.Estimate estimate = durations.of(wait.request().suite(), platform);
        int first = -1;
        for (int i = 0; i < free.length; i++) {
            if (workers.get(i).contains(platform) && (first < 0 || free[i].isBefore(free[first]))) {
                first = i;
            }
        }
        if (first < 0) {
            return new Expected(wait.task(), wait.request(), now, Optional.empty(), estimate.measured());
        }
        Instant notBefore = wait.task().map(t -> t.progress().notBefore()).orElse(now);
        Instant begin = free[first].isBefore(notBefore) ? notBefore : free[first];
        free[first] = begin.plus(wait.left(estimate, now));
        Instant since = wait.task().flatMap(t -> t.progress().holder().since()).orElse(begin);
        return new Expected(wait.task(), wait.request(), since, Optional.of(free[first]), estimate.measured());
    }
}
