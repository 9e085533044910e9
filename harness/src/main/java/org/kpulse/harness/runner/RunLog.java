package org.kpulse.harness.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.kpulse.harness.job.JobTranscript;
import org.kpulse.harness.job.StepOutput;

/** The readable files of a run: what every step printed, in one file. */
final class RunLog {

    static final String OUTPUT_FILE = "output.txt";

    private RunLog() {}

    /** Writes the outputs; the raw results channel is kept only where something went wrong, since it says the same. */
    static void write(Path directory, JobTranscript transcript, boolean failed) throws IOException {
        StringBuilder text = new StringBuilder();
        for (StepOutput step : transcript.steps()) {
            text.append(String.format(
                    Locale.ROOT,
                    "=== %s %s %d: exit %d, %.3f s%n",
                    step.step().benchmark(),
                    step.step().kind().label(),
                    step.step().iteration(),
                    step.exitCode(),
                    step.nanos() / 1e9));
            text.append(step.out());
            if (!step.out().isEmpty() && !step.out().endsWith("\n")) {
                text.append('\n');
            }
            if (!step.err().isEmpty()) {
                text.append("--- standard error\n")
                        .append(step.err().stripTrailing())
                        .append('\n');
            }
        }
        transcript
                .current()
                .filter(step -> !transcript.printed().isEmpty())
                .ifPresent(step -> text.append("=== ")
                        .append(step)
                        .append(": did not end\n")
                        .append(transcript.printed()));
        Files.writeString(directory.resolve(OUTPUT_FILE), text);
        if (!failed) {
            Files.deleteIfExists(directory.resolve("results.log"));
            Files.deleteIfExists(directory.resolve("qemu.log"));
        }
    }
}
