package org.kpulse.harness.experiment;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.kpulse.harness.benchmark.BenchmarkCatalog;
import org.kpulse.harness.benchmark.Suite;
import org.kpulse.harness.build.BuildRecord;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.config.TreeSettings;
import org.kpulse.harness.guest.GuestImage;
import org.kpulse.harness.guest.GuestImages;
import org.kpulse.harness.guest.GuestPrograms;
import org.kpulse.harness.guest.HostRelease;
import org.kpulse.harness.kernel.DebianKernels;
import org.kpulse.harness.kernel.ImageKernels;
import org.kpulse.harness.kernel.KernelCache;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.patch.SeriesFiles;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Source;
import org.kpulse.harness.sources.debian.DebianSource;
import org.kpulse.harness.sources.git.TreeSource;
import org.kpulse.harness.sources.kernelorg.KernelOrg;
import org.kpulse.harness.sources.kernelorg.ReleaseKernels;
import org.kpulse.harness.sources.patches.PatchSource;
import org.kpulse.harness.state.StateDirectory;

/**
 * What this host offers to work with: kernels, guest images, machines, benchmarks. Making one costs nothing; its parts are read
 * when asked for.
 *
 * @param config in force
 * @param state where everything is kept
 * @param environment variables
 * @param clock for time stamps
 * @param progress what a person sees
 * @param benchmarks directory of the recipes
 */
public record Lab(
        Config config,
        StateDirectory state,
        Map<String, String> environment,
        Clock clock,
        Progress progress,
        Path benchmarks) {

    /** All kernel sources. */
    public Kernels kernels() {
        return kernels(build -> {});
    }

    /** The same; {@code builds} is told of each build that a kernel or its fault came from. */
    public Kernels kernels(Consumer<BuildRecord> builds) {
        Path here = Path.of("").toAbsolutePath();
        KernelCache store = new KernelCache(state);
        GitKernels git = gitKernels(builds);
        return new Kernels(
                store,
                List.of(
                        debianKernels(),
                        git,
                        new ReleaseKernels(config, state, here, commands(), git),
                        new ImageKernels(store, here)));
    }

    private DebianKernels debianKernels() {
        String user = System.getProperty("user.name", "");
        return new DebianKernels(commands(), new KernelCache(state), Architecture.X86_64, user);
    }

    /** Kernels built from source; {@code builds} is told of each build that a kernel or its fault came from. */
    public GitKernels gitKernels(Consumer<BuildRecord> builds) {
        return new GitKernels(config, state, Path.of("").toAbsolutePath(), commands(), clock, builds);
    }

    /** All sources of new kernels that are watched. */
    public List<Source> sources() {
        List<Source> sources = new ArrayList<>();
        if (config.text(ConfigKey.KERNEL_ORG_WATCH).equals("on")) {
            sources.add(new KernelOrg(config, clock));
        }
        if (config.text(ConfigKey.DEBIAN_WATCH).equals("on")) {
            sources.add(new DebianSource(debianKernels(), config));
        }
        GitKernels git = gitKernels(build -> {});
        config.treeSettings().stream()
                .filter(TreeSettings::isWatched)
                .forEach(tree -> sources.add(new TreeSource(tree, config, () -> git.watched(tree.name()))));
        Path here = Path.of("").toAbsolutePath();
        SeriesFiles series = new SeriesFiles(commands(), state);
        config.patchesSettings()
                .forEach(watch -> sources.add(new PatchSource(watch, here, series, this::kernels, clock)));
        return sources;
    }

    /** The same lab with another value of a key. */
    public Lab with(ConfigKey key, String value) {
        return new Lab(config.with(key, value), state, environment, clock, progress, benchmarks);
    }

    /** The recipes and suites; reads them all. */
    public BenchmarkCatalog catalog() {
        return BenchmarkCatalog.load(benchmarks);
    }

    /** The guest images of this host. */
    public GuestImages guestImages() {
        return new GuestImages(commands(), clock, state, Architecture.X86_64, HostRelease.suite());
    }

    /** The guest image that this suite needs, built when there is none. */
    public GuestImage guestImage(Suite suite) {
        return guestImages().obtain(packages(suite), progress);
    }

    /** Debian packages that the guest needs for this suite and by configuration. */
    public SortedSet<String> packages(Suite suite) {
        SortedSet<String> packages = new TreeSet<>(suite.packages());
        packages.addAll(config.list(ConfigKey.GUEST_PACKAGES));
        return packages;
    }

    /** Kpulse's own programs for guests. */
    public GuestPrograms programs() {
        return new GuestPrograms(
                commands(), state, config.text(ConfigKey.BUILD_SANDBOX).equals("bubblewrap"));
    }

    /** The embedded machines. */
    public EmbeddedPool pool() {
        return new EmbeddedPool(config, state, environment, progress);
    }

    /** The host's programs. */
    public Commands commands() {
        return Commands.ofHost();
    }
}
