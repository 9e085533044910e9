package org.kpulse.harness.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.FileTrees;

/** {@code debian:}: packaged kernels of the cloud flavour, through this machine's apt. Nothing is installed on the machine. */
public final class DebianKernels implements KernelSource {

    private static final int NAMED_IN_MESSAGES = 5;

    private final AptKernels apt;
    private final KernelCache store;
    private final String flavour;

    /**
     * Kernels of one architecture.
     *
     * @param user name of the user who runs this process: only root can refresh apt's lists
     */
    public DebianKernels(Commands commands, KernelCache store, Architecture architecture, String user) {
        this.apt = new AptKernels(commands, architecture, user);
        this.store = store;
        this.flavour = "cloud-" + architecture.debianName();
    }

    @Override
    public String scheme() {
        return "debian";
    }

    @Override
    public String offer() {
        return "debian:latest, debian:previous, debian:<version>-" + flavour;
    }

    @Override
    public List<KernelRef> list(Progress progress) {
        return offers(progress).stream().<KernelRef>map(DebianKernels::refOf).toList();
    }

    /** What its kernels are, such as {@code cloud-amd64}. */
    public String flavour() {
        return flavour;
    }

    /** The newest kernel that apt offers now, with fresh lists where this user may fetch them; what apt had stays good enough where that fails. */
    public KernelRef newest(Progress progress) {
        apt.forget();
        if (apt.mayRefresh()) {
            try {
                apt.refresh(progress);
            } catch (InfraException e) {
                progress.step("kernels: " + e.getMessage());
            }
        }
        return refOf(offers(progress).get(0));
    }

    @Override
    public KernelRef resolve(KernelRef ref, Progress progress) {
        KernelRef.Debian debian = debian(ref);
        if (!debian.isAlias()) {
            return store.find(entryName(debian)).isPresent() ? debian : refOf(offerOf(debian, progress));
        }
        List<AptKernels.Offer> offers = offers(progress);
        int place = debian.name().equals("latest") ? 0 : 1;
        if (place >= offers.size()) {
            throw new InfraException("apt offers only one kernel of the flavour " + flavour + ", "
                    + offers.get(0).name() + ", so there is no " + ref + "; name another base kernel.");
        }
        return refOf(offers.get(place));
    }

    @Override
    public Kernel fetch(KernelRef exact, Progress progress) {
        KernelRef.Debian debian = debian(exact);
        if (debian.isAlias()) {
            throw new IllegalArgumentException("an alias must be resolved before it is fetched: " + exact);
        }
        return store.obtain(entryName(debian), debian, progress, directory -> {
            AptKernels.Offer offer = offerOf(debian, progress);
            Path deb = download(offer, directory, progress);
            progress.step("kernel " + offer.name() + ": unpacking");
            arrange(deb, directory, offer.name());
            return Optional.of(offer.version().text());
        });
    }

    /** Downloads; where apt's lists are older than the archive, refreshes them once and tries again. */
    private Path download(AptKernels.Offer offer, Path directory, Progress progress) {
        progress.step("kernel " + offer.name() + ": downloading " + offer.packageName() + " " + offer.version());
        try {
            return apt.download(offer, directory);
        } catch (InfraException first) {
            progress.step("kernel " + offer.name() + ": " + first.getMessage());
            return afterRefresh(
                    progress,
                    first,
                    () -> apt.offers().stream()
                            .filter(other -> other.name().equals(offer.name()))
                            .findFirst()
                            .map(other -> apt.download(other, directory))
                            .orElseThrow(() -> first));
        }
    }

    private Path afterRefresh(Progress progress, InfraException first, Supplier<Path> retry) {
        try {
            apt.refresh(progress);
        } catch (InfraException e) {
            first.addSuppressed(e);
            throw first;
        }
        return retry.get();
    }

    /** From the package's file tree keeps what boots, and writes the list of dependencies that its scripts would make. */
    private void arrange(Path deb, Path directory, String name) throws IOException {
        Path tree = Files.createDirectory(directory.resolve("unpacked"));
        apt.unpack(deb, tree);
        Path boot = tree.resolve("boot");
        Files.move(boot.resolve("vmlinuz-" + name), directory.resolve(KernelCache.IMAGE));
        Files.move(boot.resolve("config-" + name), directory.resolve(KernelCache.CONFIG));
        Files.move(boot.resolve("System.map-" + name), directory.resolve(KernelCache.SYSTEM_MAP));
        Path modules = tree.resolve("lib/modules").resolve(name);
        Path merged = tree.resolve("usr/lib/modules").resolve(name);
        Path into = directory.resolve(KernelCache.MODULES);
        Files.createDirectories(into);
        Files.move(Files.exists(modules) ? modules : merged, into.resolve(name));
        FileTrees.delete(tree);
        Files.delete(deb);
        ModuleIndex.write(into.resolve(name));
    }

    private AptKernels.Offer offerOf(KernelRef.Debian ref, Progress progress) {
        List<AptKernels.Offer> offers = offers(progress);
        return offers.stream()
                .filter(offer -> offer.name().equals(ref.name()))
                .findFirst()
                .orElseThrow(() -> new UsageException(ref + " is not offered by apt; available: "
                        + offers.stream()
                                .limit(NAMED_IN_MESSAGES)
                                .map(AptKernels.Offer::name)
                                .collect(Collectors.joining(", "))
                        + (offers.size() > NAMED_IN_MESSAGES ? ", … (kpulse kernels list shows all)." : ".")));
    }

    private List<AptKernels.Offer> offers(Progress progress) {
        List<AptKernels.Offer> offers = apt.offers();
        if (offers.isEmpty()) {
            apt.refresh(progress);
            offers = apt.offers();
        }
        if (offers.isEmpty()) {
            throw new InfraException("apt offers no linux-image-*-" + flavour
                    + " packages, even after apt-get update; Kpulse needs the package sources of Debian 12 or newer.");
        }
        return offers;
    }

    private static KernelRef.Debian debian(KernelRef ref) {
        if (ref instanceof KernelRef.Debian debian && debian.patches().isEmpty()) {
            return debian;
        }
        throw new IllegalArgumentException("not a plain debian: reference: " + ref);
    }

    private static KernelRef.Debian refOf(AptKernels.Offer offer) {
        return new KernelRef.Debian(offer.name(), List.of());
    }

    private static String entryName(KernelRef.Debian ref) {
        return "debian-" + ref.name();
    }
}
