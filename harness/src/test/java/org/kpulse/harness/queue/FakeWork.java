package org.kpulse.harness.queue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.experiment.Turn;
import org.kpulse.harness.request.Ending;
import org.kpulse.harness.request.Task;

/** Work that does what a script says and remembers what it was asked for. */
public final class FakeWork implements TaskWork {

    /** What work does. */
    public interface Script {
        Optional<Ending> work(Task task, Turn turn);
    }

    private final List<String> asked = new ArrayList<>();
    private Optional<String> distrust = Optional.empty();
    private Script script = (task, turn) -> Optional.of(Ending.judged("FINE", "all is well"));

    public FakeWork does(Script next) {
        script = next;
        return this;
    }

    /** What speaks against the machine after every task from now on. */
    public FakeWork distrusts(String why) {
        distrust = Optional.of(why);
        return this;
    }

    /** Candidates worked on so far, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public Optional<Ending> work(Task task, Turn turn) {
        asked.add(task.request().kernels().candidate());
        return script.work(task, turn);
    }

    @Override
    public Optional<String> distrust(Task task) {
        return distrust;
    }
}
