package org.kpulse.harness.policy;

import java.util.List;
import org.kpulse.harness.request.NewRequest;

/**
 * What the policies want now.
 *
 * @param requests to be made; each has a key of its own, so that making them twice makes them once
 * @param waiting what is wanted and cannot be asked for now
 * @param problems policies that contradict
 */
public record Plan(List<NewRequest> requests, List<Waiting> waiting, List<Problem> problems) {

    public Plan {
        requests = List.copyOf(requests);
        waiting = List.copyOf(waiting);
        problems = List.copyOf(problems);
    }

    /**
     * Something that is wanted and cannot be asked for now.
     *
     * @param policy its name
     * @param kernel reference
     * @param why one sentence
     */
    public record Waiting(String policy, String kernel, String why) {}
}
