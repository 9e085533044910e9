package org.kpulse.harness.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.kpulse.harness.state.StateDirectory;

/** Takes the workspace and holds it until standard input ends: {@code WorkspaceMain STATE PIPE}. */
final class WorkspaceMain {

    private WorkspaceMain() {}

    public static void main(String[] args) throws IOException {
        Workspace workspace = Workspace.take(new StateDirectory(Path.of(args[0])), Clock.systemUTC());
        Files.writeString(workspace.directory().resolve("left-behind"), "x");
        Files.writeString(
                Path.of(args[1]), Long.toString(ProcessHandle.current().pid()));
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
    }
}
