package org.kpulse.harness.build;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.KernelFault;

/**
 * How one compilation went: {@code build.json} in the directory {@code builds/<key>} beside its log, and a row of table
 * {@code build}.
 *
 * @param key hash of all that went into it, 24 hex digits
 * @param ref exact reference of the kernel
 * @param source what was compiled
 * @param work what it took
 * @param configSha256 hash of the resolved configuration, null when it failed before
 * @param imageSha256 hash of the bootable file, null when it failed
 * @param failure null when it succeeded
 */
public record BuildRecord(
        String key,
        String ref,
        Source source,
        Work work,
        @Nullable String configSha256,
        @Nullable String imageSha256,
        @Nullable Failure failure) {

    public BuildRecord {
        if ((failure == null) != (imageSha256 != null)) {
            throw new IllegalArgumentException("a build has an image or a fault: " + key);
        }
    }

    /**
     * What was compiled, and with what.
     *
     * @param revision full hash of the commit
     * @param patchesSha256 hashes of the patches on top
     * @param compiler compiler and linker
     * @param layout of the text
     * @param sandboxed whether in the sandbox
     */
    public record Source(String revision, List<String> patchesSha256, String compiler, int layout, boolean sandboxed) {
        public Source {
            patchesSha256 = List.copyOf(patchesSha256);
        }
    }

    /**
     * What it took.
     *
     * @param started when
     * @param seconds how long, checking out included
     * @param incremental whether on top of what was compiled before
     * @param compiled how many files were compiled
     */
    public record Work(Instant started, double seconds, boolean incremental, int compiled) {}

    /** Why it failed, see {@link Fault}. */
    public record Failure(Blame blame, String kind, String detail) {
        static Failure of(Fault fault) {
            return new Failure(fault.blame(), fault.code(), fault.detail());
        }
    }

    /** The kernel's fault, if it had one. */
    Optional<KernelFault> kernelFault() {
        return Optional.ofNullable(failure)
                .filter(f -> f.blame() == Blame.KERNEL)
                .map(f -> new KernelFault(KernelFault.Kind.valueOf(f.kind()), f.detail()));
    }
}
