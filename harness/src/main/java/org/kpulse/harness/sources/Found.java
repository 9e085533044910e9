package org.kpulse.harness.sources;

import java.util.List;

/**
 * What a poll of a source showed.
 *
 * @param kernels all that may be new, oldest first; which of them are is found out when they are stored
 * @param memory what the next poll needs to see what changed since
 * @param remarks one sentence each of what a person should know: an entry that was left out, a branch that was rewritten
 */
public record Found(List<Seen> kernels, String memory, List<String> remarks) {

    public Found {
        kernels = List.copyOf(kernels);
        remarks = List.copyOf(remarks);
    }
}
