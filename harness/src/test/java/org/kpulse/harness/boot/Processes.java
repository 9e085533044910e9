package org.kpulse.harness.boot;

import java.time.Duration;
import java.util.List;
import org.kpulse.harness.process.Subprocess;

/** Processes of this machine as a person sees them with {@code ps} and {@code kill}. */
final class Processes {

    private Processes() {}

    /** Those whose command line names this, zombies left out (they have none). */
    static List<ProcessHandle> naming(String text) {
        return ProcessHandle.allProcesses()
                .filter(p -> Await.text(java.nio.file.Path.of("/proc/" + p.pid() + "/cmdline"))
                        .contains(text))
                .toList();
    }

    /** The one QEMU that uses this path. */
    static ProcessHandle qemu(String path) {
        return Await.present(
                "QEMU with " + path,
                () -> naming(path).stream()
                        .filter(p -> Await.text(java.nio.file.Path.of("/proc/" + p.pid() + "/comm"))
                                .startsWith("qemu"))
                        .findFirst());
    }

    /** Sends a signal; a negative id is a process group. */
    static void signal(String name, long pid) {
        Subprocess.of(Duration.ofSeconds(20), "kill", "-s", name, "--", Long.toString(pid))
                .runOrThrow();
    }
}
