package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryCache;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The guest images of this machine, {@code guests/<key>/}, each built once per package list. */
public final class GuestImages {

    private static final String MANIFEST = "manifest.json";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final EntryCache cache;
    private final GuestBuilder builder;
    private final Architecture architecture;
    private final String suite;

    /**
     * Images for one architecture.
     *
     * @param suite the release of the machine's distribution, whose packages are used; see {@link HostRelease}
     */
    public GuestImages(Commands commands, Clock clock, StateDirectory state, Architecture architecture, String suite) {
        this.cache = new EntryCache(state.guests());
        this.builder = new GuestBuilder(commands, clock);
        this.architecture = architecture;
        this.suite = suite;
    }

    /**
     * The image with these packages beside the base set; built when there is none. A damaged one is an {@link InfraException}: it
     * is not silently replaced, since runs were measured with it.
     */
    public GuestImage obtain(SortedSet<String> packages, Progress progress) {
        GuestRecipe recipe = recipe(packages);
        Path entry = cache.obtain(recipe.key(), path -> true, progress, into -> make(recipe, into, progress));
        return opened(entry, false);
    }

    /** Builds the image anew, whatever is there. */
    public GuestImage build(SortedSet<String> packages, Progress progress) {
        GuestRecipe recipe = recipe(packages);
        return opened(cache.replace(recipe.key(), progress, into -> make(recipe, into, progress)), false);
    }

    /** The image with these packages, if it was built; nothing is built. */
    public Optional<GuestImage> info(SortedSet<String> packages) {
        return cache.find(recipe(packages).key()).map(entry -> opened(entry, false));
    }

    /** All images on this machine; a damaged one is an {@link InfraException}. */
    public List<GuestImage> all() {
        return cache.entries().stream().map(entry -> opened(entry, false)).toList();
    }

    /** Reads the whole image and compares its hash; {@link InfraException} when it is damaged. */
    public GuestImage verify(GuestImage image) {
        return opened(image.path().resolveSibling(""), true);
    }

    private GuestRecipe recipe(SortedSet<String> packages) {
        return GuestRecipe.of(architecture, suite, packages);
    }

    private void make(GuestRecipe recipe, Path directory, Progress progress) throws IOException {
        GuestManifest manifest = builder.build(recipe, directory, progress);
        Files.writeString(directory.resolve(MANIFEST), JSON.writeValueAsString(manifest));
    }

    /** An image whose size and time are as recorded is taken as it is; a touched one is hashed. */
    private static GuestImage opened(Path entry, boolean thoroughly) {
        Path image = entry.resolve(GuestBuilder.IMAGE);
        try {
            GuestManifest manifest = JSON.readValue(Files.readString(entry.resolve(MANIFEST)), GuestManifest.class);
            boolean sized = Files.size(image) == manifest.sizeBytes();
            boolean untouched =
                    sized && Files.getLastModifiedTime(image).toInstant().equals(manifest.modified());
            boolean sound =
                    sized && ((untouched && !thoroughly) || Sha256.ofFile(image).equals(manifest.sha256()));
            if (sound) {
                return new GuestImage(image, manifest.sha256(), manifest);
            }
        } catch (IOException | JacksonException e) {
            throw new InfraException(damaged(image), e);
        }
        throw new InfraException(damaged(image));
    }

    private static String damaged(Path image) {
        return "The guest image " + image + " is damaged; build it again with: kpulse guest build --force";
    }
}
