package org.kpulse.harness.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The kernels on this machine's disk: {@code kernels/<name>/} with {@code vmlinuz}, {@code config}, {@code System.map},
 * {@code objects.gz}, {@code lib/modules/<release>} and {@code kernel.json}. An entry whose files do not match its {@code kernel.json} counts as absent.
 */
public final class KernelCache {

    public static final String IMAGE = "vmlinuz";
    public static final String CONFIG = "config";
    public static final String SYSTEM_MAP = "System.map";
    public static final String OBJECTS = "objects.gz";
    public static final String MODULES = "lib/modules";
    private static final String MANIFEST = "kernel.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final EntryCache cache;

    /** The kernels under this state directory; leftovers of killed downloads are deleted. */
    public KernelCache(StateDirectory state) {
        this.cache = new EntryCache(state.kernels());
    }

    /** Puts a kernel's files into an empty directory: {@code vmlinuz} at least. */
    @FunctionalInterface
    interface Filler {
        /** Returns the package version, for people. */
        Optional<String> fill(Path directory) throws IOException;
    }

    /** The same for a kernel built from source, which knows all about it beforehand. */
    @FunctionalInterface
    public interface Build {
        void into(Path directory) throws IOException;
    }

    /** All kernels that are complete and undamaged, by name. */
    public List<Kernel> fetched() {
        return cache.entries().stream().flatMap(entry -> read(entry).stream()).toList();
    }

    /** The kernel of this name, if it is there and undamaged. */
    public Optional<Kernel> find(String name) {
        return cache.find(name).flatMap(KernelCache::read);
    }

    /** The kernel of this name, filled in when it is absent or damaged. */
    Kernel obtain(String name, KernelRef exact, Progress progress, Filler filler) {
        Optional<Kernel> there = find(name);
        if (there.isPresent()) {
            return there.get();
        }
        return read(cache.obtain(name, path -> read(path).isPresent(), progress, directory -> {
                    Optional<String> version = filler.fill(directory);
                    write(directory, describe(directory, exact, version, null));
                }))
                .orElseThrow(KernelCache::damaged);
    }

    /** Keeps a kernel that was just built, in place of one of this name. */
    public Kernel keep(String name, KernelRef exact, String version, BuiltFrom built, Build build) {
        return read(cache.replace(name, Progress.silent(), directory -> {
                    build.into(directory);
                    Path modules = directory.resolve(MODULES);
                    if (Files.exists(modules)) {
                        try (Stream<Path> releases = Files.list(modules)) {
                            for (Path release : releases.toList()) {
                                ModuleIndex.write(release);
                            }
                        }
                    }
                    write(directory, describe(directory, exact, Optional.of(version), built));
                }))
                .orElseThrow(KernelCache::damaged);
    }

    private static InfraException damaged() {
        return new InfraException("A kernel was damaged while it was being read; try again.");
    }

    private static void write(Path directory, KernelManifest manifest) throws IOException {
        Files.writeString(directory.resolve(MANIFEST), JSON.writeValueAsString(manifest));
    }

    private static KernelManifest describe(
            Path directory, KernelRef exact, Optional<String> version, @Nullable BuiltFrom built) throws IOException {
        KernelImage image = KernelImage.read(directory.resolve(IMAGE));
        Path config = directory.resolve(CONFIG);
        Path modules = directory.resolve(MODULES);
        return new KernelManifest(
                exact.toString(),
                image.release(),
                image.architecture(),
                version,
                Sha256.ofFile(directory.resolve(IMAGE)),
                Files.exists(config) ? Optional.of(Sha256.ofFile(config)) : Optional.empty(),
                Files.exists(modules) ? Optional.of(treeHash(modules)) : Optional.empty(),
                built);
    }

    private static Optional<Kernel> read(Path entry) {
        try {
            KernelManifest manifest = JSON.readValue(Files.readString(entry.resolve(MANIFEST)), KernelManifest.class);
            Path image = entry.resolve(IMAGE);
            Path modules = entry.resolve(MODULES);
            Optional<String> tree = Files.exists(modules) ? Optional.of(treeHash(modules)) : Optional.empty();
            if (!Files.exists(image)
                    || !Sha256.ofFile(image).equals(manifest.imageSha256())
                    || !tree.equals(manifest.modulesSha256())) {
                return Optional.empty();
            }
            return Optional.of(kernel(manifest, image, modules));
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }

    private static Kernel kernel(KernelManifest manifest, Path image, Path modules) {
        Path ofRelease = modules.resolve(manifest.release());
        Architecture architecture = manifest.architecture();
        return new Kernel(
                manifest.ref(),
                manifest.release(),
                architecture,
                image,
                manifest.imageSha256(),
                Files.exists(ofRelease) ? Optional.of(ofRelease) : Optional.empty(),
                manifest.configSha256(),
                manifest.version(),
                Optional.ofNullable(manifest.built()));
    }

    private static String treeHash(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            String listing = files.filter(Files::isRegularFile)
                    .map(file -> tree.relativize(file) + " " + file.toFile().length())
                    .sorted()
                    .collect(Collectors.joining("\n"));
            return Sha256.ofText(listing);
        }
    }
}
