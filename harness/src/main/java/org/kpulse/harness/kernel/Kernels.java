package org.kpulse.harness.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.progress.Progress;

/** All kernel sources behind one door, chosen by the scheme of the reference. */
public final class Kernels {

    private final KernelCache store;
    private final Map<String, KernelSource> sources;

    public Kernels(KernelCache store, List<KernelSource> sources) {
        this.store = store;
        this.sources =
                sources.stream().collect(Collectors.toUnmodifiableMap(KernelSource::scheme, Function.identity()));
    }

    /** Exact references that can be fetched now, source by source, newest first. */
    public List<KernelRef> list(Progress progress) {
        return ordered().flatMap(source -> source.list(progress).stream()).toList();
    }

    /** Kernels that are on this machine's disk already. */
    public List<Kernel> fetched() {
        return store.fetched();
    }

    /** The exact reference that this text means; errors as {@link KernelRef#parse} and {@link KernelSource#resolve}. */
    public KernelRef resolve(String text, Progress progress) {
        KernelRef ref = KernelRef.parse(text);
        return sourceOf(ref).resolve(ref, progress);
    }

    /** The kernel this text means, on disk; errors as {@link #resolve} and {@link KernelSource#fetch}. */
    public Kernel fetch(String text, Progress progress) {
        KernelRef exact = resolve(text, progress);
        return sourceOf(exact).fetch(exact, progress);
    }

    /** The kernel of an exact reference, if it is on disk. */
    public Optional<Kernel> find(KernelRef exact) {
        return sourceOf(exact).find(exact, fetched());
    }

    private KernelSource sourceOf(KernelRef ref) {
        @Nullable KernelSource source = sources.get(ref.scheme());
        if (source == null) {
            throw notYet(ref, "kernels of " + ref.scheme() + ": cannot be fetched yet");
        }
        if (!ref.patches().isEmpty() && !source.takesPatches()) {
            String patched = ordered()
                    .filter(KernelSource::takesPatches)
                    .map(taker -> taker.scheme() + ":")
                    .collect(Collectors.joining(", "));
            throw notYet(ref, "a ready-made kernel cannot be patched, only one of " + patched);
        }
        return source;
    }

    private InfraException notYet(KernelRef ref, String why) {
        String available = ordered().map(KernelSource::offer).collect(Collectors.joining(", "));
        return new InfraException(ref + " is not available: " + why + "; available: " + available + ".");
    }

    private Stream<KernelSource> ordered() {
        return sources.values().stream().sorted(Comparator.comparing(KernelSource::scheme));
    }
}
