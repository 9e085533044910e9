package org.kpulse.harness.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.request.TaskState;

/** What was asked for already. Pure. */
final class Asked {

    private final List<Task> tasks;
    private final Durations durations;
    private final Set<String> keys = new HashSet<>();
    private final Set<String> tested = new HashSet<>();

    Asked(List<Task> tasks, Durations durations) {
        this.tasks = tasks;
        this.durations = durations;
        for (Task task : tasks) {
            keys.add(task.request().key());
            NewRequest.Pair kernels = task.request().kernels();
            if (task.state() != TaskState.CANCELLED && !kernels.base().equals(kernels.candidate())) {
                tested.add(test(kernels.candidate(), task.request().suite(), task.platform()));
            }
        }
    }

    boolean hasKey(String key) {
        return keys.contains(key);
    }

    /** Whether this kernel was, or is to be, tested by this suite there; what a person took back was not, nor what was compared with itself. */
    boolean isTested(String candidate, String suite, String platform) {
        return tested.contains(test(candidate, suite, platform));
    }

    /** Whether nothing is to be done there. */
    boolean isIdle(String platform) {
        return tasks.stream()
                .noneMatch(t -> t.platform().equals(platform) && !t.state().isFinal());
    }

    /** What a policy has used of a platform on the present day, with what is still to be done of it. */
    Duration used(Policy policy, String platform, Instant now) {
        ZoneId zone = policy.when().zone();
        Instant midnight = now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
        Duration used = Duration.ZERO;
        for (Task task : tasks) {
            boolean mine = task.platform().equals(platform)
                    && task.request().terms().askedBy().equals(policy.asker());
            if (mine && task.end().isEmpty()) {
                used = used.plus(durations.of(task.request().suite(), platform).duration());
            } else if (mine && !task.end().orElseThrow().at().isBefore(midnight)) {
                used = used.plus(task.progress().worked());
            }
        }
        return used;
    }

    private static String test(String candidate, String suite, String platform) {
        return candidate + "\n" + suite + "\n" + platform;
    }
}
