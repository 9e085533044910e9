package org.kpulse.harness.process;

/** Runs host programs (apt, dpkg-deb, mmdebstrap, mksquashfs, gcc). Tests answer with recorded outputs instead. */
@FunctionalInterface
public interface Commands {

    /** Runs the program to its end and returns whatever its exit code is; errors as {@link Subprocess#run()}. */
    Subprocess.Result run(Subprocess command);

    /** The same for a program that reads something. */
    default Subprocess.Result feed(Subprocess command, Subprocess.Input input) {
        return command.feed(input);
    }

    /** The programs of this machine. */
    static Commands ofHost() {
        return Subprocess::run;
    }
}
