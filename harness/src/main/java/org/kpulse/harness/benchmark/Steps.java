package org.kpulse.harness.benchmark;

/**
 * The shell lines of a benchmark, for {@code sh -eu} in the guest, with {@code {parameter}} still in them or put in.
 * {@code $SCRATCH} is the benchmark's directory.
 *
 * @param setup once, before warm-up; its background children live until teardown; may be empty
 * @param command once an iteration; its output, standard error included, is what the metrics are read from
 * @param teardown once, also after a failed command; may be empty
 */
public record Steps(String setup, String command, String teardown) {

    public Steps {
        if (command.isBlank()) {
            throw new IllegalArgumentException("a benchmark needs a command");
        }
    }
}
