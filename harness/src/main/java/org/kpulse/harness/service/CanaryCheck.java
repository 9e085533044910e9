package org.kpulse.harness.service;

import java.util.Locale;
import java.util.Optional;
import org.kpulse.analysis.noise.CanaryPoint;
import org.kpulse.harness.report.Numbers;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.CanarySeries;
import org.kpulse.harness.store.CanaryStore;
import org.kpulse.harness.store.Database;

/** What a canary says of the machine that it ran on: a kernel that was fine every night is not to blame for this one. */
final class CanaryCheck {

    private final CanaryStore canaries;

    CanaryCheck(Database database) {
        this.canaries = new CanaryStore(database);
    }

    /** Why the machine is not to be trusted after this task ended, one sentence without a full stop. */
    Optional<String> distrust(Task task) {
        if (!task.request().isCanary()) {
            return Optional.empty();
        }
        return canaries.failure(task.id())
                .map(fault -> "failed, which it did not in earlier nights: " + fault)
                .or(() -> canaries.endingWith(task.id()).flatMap(CanaryCheck::drift))
                .map(words ->
                        "its canary " + task.request().kernels().candidate() + " on " + task.platform() + " " + words);
    }

    private static Optional<String> drift(CanarySeries series) {
        CanaryPoint last = series.trend().get(series.nights().size() - 1);
        if (!last.drifted()) {
            return Optional.empty();
        }
        return last.expected()
                .map(expected -> String.format(
                        Locale.ROOT,
                        "drifted by %s against %d nights before, where %s was expected (below 0 is slower)",
                        Numbers.change(last.percent()),
                        last.earlier(),
                        Numbers.interval(expected)));
    }
}
