package org.kpulse.harness.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.kpulse.harness.state.FileTrees;
import org.kpulse.harness.state.StateDirectory;

/** The directories of runs, below {@code runs/} of the state directory. */
public final class RunDirectories {

    private RunDirectories() {}

    /**
     * Deletes what boots left that were stopped or killed: their scratch disks and logs belong to no stored run. Only for whoever
     * has the right to use the machines, since nobody else is booting then.
     */
    public static void deleteUnfinished(StateDirectory state) throws IOException {
        List<Path> unfinished;
        try (Stream<Path> all = Files.list(state.runs())) {
            unfinished = all.filter(Files::isDirectory)
                    .filter(directory -> !Files.exists(directory.resolve(RunLog.OUTPUT_FILE)))
                    .toList();
        }
        for (Path directory : unfinished) {
            FileTrees.delete(directory);
        }
    }
}
