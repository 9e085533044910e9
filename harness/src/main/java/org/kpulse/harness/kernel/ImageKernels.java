package org.kpulse.harness.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.Sha256;

/**
 * {@code image:}: a kernel somebody built on this machine. The image is copied, so that building it again does not change a
 * comparison that runs; its modules are used where they are.
 */
public final class ImageKernels implements KernelSource {

    private static final String DEPENDENCIES = "modules.dep";

    private final KernelCache store;
    private final Path directory;

    /** Relative paths are taken from {@code directory}. */
    public ImageKernels(KernelCache store, Path directory) {
        this.store = store;
        this.directory = directory;
    }

    @Override
    public String scheme() {
        return "image";
    }

    @Override
    public String offer() {
        return "image:<path>[?modules=<dir>]";
    }

    @Override
    public List<KernelRef> list(Progress progress) {
        return List.of();
    }

    @Override
    public KernelRef resolve(KernelRef ref, Progress progress) {
        KernelRef.Image image = image(ref);
        Path path = absolute(image.path());
        if (!Files.isRegularFile(path)) {
            throw new UsageException(ref + " does not exist: there is no file " + path + ".");
        }
        describe(path);
        Optional<String> modules = image.modules().map(text -> absolute(text).toString());
        return new KernelRef.Image(path.toString(), modules, List.of());
    }

    @Override
    public Kernel fetch(KernelRef exact, Progress progress) {
        KernelRef.Image image = image(exact);
        Path path = absolute(image.path());
        KernelImage description = describe(path);
        Optional<Path> modules = image.modules().map(text -> modules(absolute(text), description.release()));
        String name = "image-" + Sha256.ofFile(path).substring(0, 16) + "-"
                + Sha256.ofText(exact.toString()).substring(0, 8);
        return store.obtain(name, exact, progress, into -> {
            Files.copy(path, into.resolve(KernelCache.IMAGE));
            Optional<Path> config = config(path, description.release());
            if (config.isPresent()) {
                Files.copy(config.get(), into.resolve(KernelCache.CONFIG));
            }
            Path objects = path.resolveSibling(KernelCache.OBJECTS);
            if (Files.isRegularFile(objects)) {
                Files.copy(objects, into.resolve(KernelCache.OBJECTS));
            }
            if (modules.isPresent()) {
                Path all = Files.createDirectories(into.resolve(KernelCache.MODULES));
                Files.createSymbolicLink(all.resolve(description.release()), modules.get());
            }
            return Optional.empty();
        });
    }

    private static KernelImage describe(Path path) {
        try {
            return KernelImage.read(path);
        } catch (IOException e) {
            throw new InfraException("Cannot read " + path + ": " + e.getMessage() + ".", e);
        }
    }

    /** The directory itself or, as {@code make modules_install} lays it out, its {@code lib/modules/<release>}. */
    private static Path modules(Path given, String release) {
        return Stream.of(given, given.resolve("lib/modules").resolve(release), given.resolve(release))
                .filter(candidate -> Files.exists(candidate.resolve(DEPENDENCIES)))
                .findFirst()
                .orElseThrow(() -> new UsageException("There is no " + DEPENDENCIES + " in " + given
                        + "; give the directory that \"make modules_install\" filled for " + release + "."));
    }

    /** Beside the image as distributions have it, or at the top of the tree it was built in. */
    private static Optional<Path> config(Path image, String release) {
        return Stream.of(
                        image.resolveSibling("config-" + release),
                        image.resolveSibling(".config"),
                        image.resolve("../../../../.config").normalize())
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private Path absolute(String text) {
        return directory.resolve(text).toAbsolutePath().normalize();
    }

    private static KernelRef.Image image(KernelRef ref) {
        if (ref instanceof KernelRef.Image image && image.patches().isEmpty()) {
            return image;
        }
        throw new IllegalArgumentException("not a plain image: reference: " + ref);
    }
}
