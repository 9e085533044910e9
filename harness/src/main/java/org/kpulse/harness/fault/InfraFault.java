package org.kpulse.harness.fault;

import java.util.Objects;

/**
 * A fault of ours: the machine, the guest image, the recipe or Kpulse itself. It never becomes a regression.
 *
 * @param kind what failed
 * @param detail one sentence
 */
public record InfraFault(Kind kind, String detail) implements Fault {

    /** What can fail on our side of a run. */
    public enum Kind {
        /** The host's disk is full. */
        DISK_FULL,
        /** A program that builds kernels is missing or crashed. */
        BUILD_TOOL_BROKEN,
        /** A build reached one of its limits: time, memory, processes or disk. */
        BUILD_LIMIT,
        /** The sandbox that builds run in does not work. */
        SANDBOX_BROKEN,
        /** The machine died: QEMU was killed or aborted by itself. */
        MACHINE_DIED,
        /** A known crash of the emulator, not of the kernel (see docs/troubleshooting.md). */
        EMULATOR_CRASH,
        /** The guest image or initramfs cannot be used. */
        GUEST_IMAGE_BROKEN,
        /** A benchmark program failed or is missing. */
        BENCHMARK_FAILED,
        /** A benchmark took longer than its recipe allows while the kernel was alive. */
        BENCHMARK_TIMEOUT,
        /** A benchmark filled the scratch disk: the recipe asks for too little. */
        SCRATCH_FULL,
        /** A benchmark's output does not parse. */
        OUTPUT_UNPARSABLE,
        /** A sample is NaN, infinite or negative. */
        SAMPLE_INVALID,
        /** Kpulse was told to stop. */
        INTERRUPTED
    }

    public InfraFault {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(detail, "detail");
    }

    @Override
    public String code() {
        return kind.name();
    }

    @Override
    public Blame blame() {
        return Blame.OURS;
    }
}
