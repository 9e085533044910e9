package org.kpulse.bisect.driver;

/**
 * What builds and boots for a bisection. Whatever is our fault is an {@link org.kpulse.harness.fault.InfraException}: the probe is then
 * tried again and says nothing.
 */
public interface ProbeLab {

    /** How a build ended. */
    sealed interface Build {}

    /**
     * There is a kernel.
     *
     * @param kernelId in the database
     * @param ref its exact reference
     * @param code hash of its loadable sections
     * @param seconds that building took now; 0 if it was there
     */
    record Built(long kernelId, String ref, String code, double seconds) implements Build {}

    /** The commit does not build: the kernel's fault, one sentence. */
    record Unbuildable(String reason, double seconds) implements Build {}

    /** How a boot ended, tried again where one failure says nothing. */
    sealed interface Boot {}

    /**
     * It was measured.
     *
     * @param value median logarithm of the metric's iterations, or 1 where the symptom was seen and 0 where not
     * @param seconds that it took
     */
    record Sample(double value, double seconds) implements Boot {}

    /** The kernel does not get through the benchmark again and again, and that is not what is looked for. */
    record Untestable(String reason, double seconds) implements Boot {}

    /**
     * Builds a commit, or finds it built.
     *
     * @param revision full hash
     * @param layout of the text, 0 for the kernel's own
     */
    Build build(String revision, int layout);

    /** The id of a new job for boots of this kernel on this platform. */
    long job(long kernelId, String platform, int boots);

    /** Whether no further boot is to be begun. What was begun then stays open, and goes on with the boots that it has. */
    boolean isOver();

    /** Boots a kernel that was built; finds the run if this boot of the job was made before. */
    Boot boot(Built kernel, String platform, long job, int boot);
}
