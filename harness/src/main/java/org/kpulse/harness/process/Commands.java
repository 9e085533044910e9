package org.kpulse.harness.process;

/** Runs host programs (apt, dpkg-deb, mmdebstrap, mksquashfs, gcc). Tests answer with recorded outputs instead. */
@FunctionalInterface
public interface Commands {

    /** Runs the program to its end and returns whatever its exit code is; errors as {@link Subprocess#run()}. */
    Subprocess.Result run(Subprocess command);

    /** The programs of this machine. */
    static Commands ofHost() {
        return Subprocess::run;
    }
}
