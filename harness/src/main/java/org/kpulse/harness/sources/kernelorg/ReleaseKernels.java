package org.kpulse.harness.sources.kernelorg;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.build.ImportedSource;
import org.kpulse.harness.build.ImportedTrees;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.http.Download;
import org.kpulse.harness.http.Http;
import org.kpulse.harness.http.Pause;
import org.kpulse.harness.http.Response;
import org.kpulse.harness.http.ServerTrouble;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.kernel.KernelSource;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.archive.ArchiveRefused;
import org.kpulse.harness.sources.archive.Decompressed;
import org.kpulse.harness.sources.archive.SourceArchive;
import org.kpulse.harness.sources.signature.DetachedSignature;
import org.kpulse.harness.sources.signature.PinnedKeys;
import org.kpulse.harness.sources.signature.SignatureRefused;
import org.kpulse.harness.state.EntryLock;
import org.kpulse.harness.state.StateDirectory;

/**
 * {@code release:}: releases of kernel.org. The archive is downloaded, its signature checked over the whole tar, and only then is a
 * byte of it read as files; they become a commit of a repository of ours, which the builder builds like any other.
 */
public final class ReleaseKernels implements KernelSource {

    private static final int TRIES = 5;
    private static final int SIGNATURE_BYTES = 1 << 16;

    private final KernelOrgSettings settings;
    private final Path directory;
    private final Path work;
    private final GitKernels builder;
    private final ImportedTrees trees;
    private final Http http;
    private final Download download;

    /**
     * What this host offers.
     *
     * @param directory relative paths of keys are taken from it
     * @param builder builds what was imported
     */
    public ReleaseKernels(Config config, StateDirectory state, Path directory, Commands commands, GitKernels builder) {
        this(config, state, directory, builder, commands, Pause.real());
    }

    ReleaseKernels(
            Config config, StateDirectory state, Path directory, GitKernels builder, Commands commands, Pause pause) {
        this.settings = KernelOrgSettings.of(config);
        this.directory = directory;
        this.work = state.releases();
        this.builder = builder;
        this.trees = new ImportedTrees(work.resolve("git"), commands);
        this.http = new Http(settings.addresses().hosts(), settings.addresses().archive(), Clock.systemUTC());
        this.download = new Download(http, pause, TRIES);
    }

    @Override
    public String scheme() {
        return "release";
    }

    @Override
    public String offer() {
        return "release:<version>";
    }

    @Override
    public boolean takesPatches() {
        return true;
    }

    /** None: kernel.org is not asked for what a person lists; {@code kpulse sources seen} names what was noticed. */
    @Override
    public List<KernelRef> list(Progress progress) {
        return List.of();
    }

    /** Exact as it is, with absolute paths of patches; whether kernel.org has it is found out when it is fetched. */
    @Override
    public KernelRef resolve(KernelRef ref, Progress progress) {
        String text = release(ref).version();
        ReleaseVersion version = ReleaseVersion.parse(text)
                .orElseThrow(() ->
                        new UsageException(text + " is not a version of kernel.org, such as 6.12.3 or 6.13-rc1."));
        if (version.isNext()) {
            throw new UsageException("There is no archive of " + version
                    + "; name the tree linux-next in kpulse.yaml (trees.NAME) and use git:NAME#" + version + ".");
        }
        if (version.isCandidate() && !settings.unsigned()) {
            throw new UsageException("release:" + version + " is a snapshot that nobody signs; use git:TREE#v" + version
                    + ", or accept such snapshots (sources.kernel-org.unsigned).");
        }
        return new KernelRef.Release(version.text(), builder.patches(ref));
    }

    @Override
    public Optional<Kernel> find(KernelRef exact, List<Kernel> fetched) {
        return trees.find(release(exact).version()).flatMap(commit -> builder.find(source(exact, commit)));
    }

    @Override
    public Kernel fetch(KernelRef exact, Progress progress) {
        ReleaseVersion version = new ReleaseVersion(release(exact).version());
        String commit = trees.find(version.text()).orElseGet(() -> obtain(version, progress));
        deleteArchive(version);
        return builder.fetch(source(exact, commit), progress);
    }

    private ImportedSource source(KernelRef exact, String commit) {
        return new ImportedSource(exact, "kernel.org", trees.repository().toAbsolutePath(), commit);
    }

    /** The commit of a release, imported now; one process at a time. */
    private String obtain(ReleaseVersion version, Progress progress) {
        return EntryLock.take(work.resolve("lock"))
                .during(() -> trees.find(version.text()).orElseGet(() -> obtainLocked(version, progress)));
    }

    private String obtainLocked(ReleaseVersion version, Progress progress) {
        URI address = settings.addresses().archive(version);
        Path archive = archive(version);
        try {
            Optional<DetachedSignature> signature =
                    version.isCandidate() ? Optional.empty() : Optional.of(signature(version, progress));
            progress.step("release " + version + ": downloading " + address);
            download.fetch(address, archive, settings.downloadBytes(), progress);
            return imported(version, archive, signature, progress);
        } catch (ServerTrouble e) {
            throw trouble(version, e);
        } catch (SignatureRefused | ArchiveRefused e) {
            throw refused(version, archive, e);
        } catch (IOException e) {
            throw new InfraException("Cannot keep release " + version + " in " + work + ": " + e.getMessage() + ".", e);
        }
    }

    private Path archive(ReleaseVersion version) {
        String path = settings.addresses().archive(version).getPath();
        return work.resolve(Path.of(path).getFileName().toString());
    }

    /** Once it is a commit nobody needs it; whoever made the commit may have been killed before this. */
    private void deleteArchive(ReleaseVersion version) {
        try {
            Files.deleteIfExists(archive(version));
        } catch (IOException e) {
            throw new InfraException("Cannot delete " + archive(version) + ": " + e.getMessage() + ".", e);
        }
    }

    private DetachedSignature signature(ReleaseVersion version, Progress progress) throws IOException {
        PinnedKeys keys = PinnedKeys.read(settings.keys(), directory);
        URI address = settings.addresses().signature(version);
        progress.step("release " + version + ": reading " + address);
        try (Response response = http.get(address, Map.of())) {
            return DetachedSignature.read(response.bytes(SIGNATURE_BYTES), keys);
        }
    }

    private String imported(
            ReleaseVersion version, Path archive, Optional<DetachedSignature> signature, Progress progress)
            throws IOException {
        long most = settings.archive().bytes();
        if (signature.isPresent()) {
            progress.step("release " + version + ": checking the signature of key "
                    + signature.get().signer());
            try (Decompressed tar = Decompressed.open(archive, most)) {
                signature.get().require(tar);
            }
        } else {
            progress.warn("release " + version
                    + " is a snapshot that nobody signed; it is used because sources.kernel-org.unsigned is accept.");
        }
        progress.step("release " + version + ": unpacking");
        return trees.add(version.text(), "Linux " + version, sink -> {
            try (Decompressed tar = Decompressed.open(archive, most)) {
                SourceArchive.read(tar, settings.archive(), sink);
            }
        });
    }

    private static RuntimeException trouble(ReleaseVersion version, ServerTrouble e) {
        return e.kind() == ServerTrouble.Kind.MISSING
                ? new UsageException("kernel.org has no release " + version + ": " + e.getMessage() + ".", e)
                : new InfraException("Release " + version + " cannot be fetched: " + e.getMessage() + ".", e);
    }

    /** Loud and final: asking again would bring the same, so nothing is kept that could be taken for good later. */
    private static InfraException refused(ReleaseVersion version, Path archive, RuntimeException e) {
        try {
            Files.deleteIfExists(archive);
        } catch (IOException undeleted) {
            e.addSuppressed(undeleted);
        }
        String what = e instanceof SignatureRefused
                ? "DO NOT TRUST release " + version + ": its signature is not good, "
                : "Release " + version + " is refused: ";
        return new InfraException(what + e.getMessage() + ". Nothing of it was kept.", e);
    }

    private static KernelRef.Release release(KernelRef ref) {
        if (ref instanceof KernelRef.Release release) {
            return release;
        }
        throw new IllegalArgumentException("not a release: reference: " + ref);
    }
}
