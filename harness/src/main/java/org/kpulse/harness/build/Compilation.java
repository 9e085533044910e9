package org.kpulse.harness.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.FileTrees;
import org.kpulse.harness.state.Sha256;

/** Runs the script that configures, compiles and collects, in the sandbox and under the watch. */
final class Compilation {

    private static final String SCRIPT = "/build/kernel.sh";
    private static final String CACHE_LIMIT = "5G";
    private static final Duration KILL_GRACE = Duration.ofSeconds(30);

    private final Sandbox sandbox;
    private final BuildSettings settings;
    private final Path cache;
    private final boolean ccache;

    /**
     * Runs builds with these settings.
     *
     * @param cache directory of ccache
     * @param ccache whether it is used
     */
    Compilation(Sandbox sandbox, BuildSettings settings, Path cache, boolean ccache) {
        this.sandbox = sandbox;
        this.settings = settings;
        this.cache = cache;
        this.ccache = ccache;
    }

    /**
     * Where one build works.
     *
     * @param source read only
     * @param out what was compiled last
     * @param result where it leaves the kernel
     * @param work for its inputs and log
     * @param trusted whether what it compiles may be used by other builds
     */
    record Place(Path source, Path out, Path result, Path work, boolean trusted) {
        Path log() {
            return work.resolve("build.log");
        }
    }

    /**
     * What came out.
     *
     * @param fault why there is no kernel in {@link Place#result()}
     * @param compiled files
     */
    record Done(Optional<Fault> fault, int compiled) {}

    /** Hash of the script. */
    static String recipe() {
        return Sha256.ofBytes(script());
    }

    /** Builds; {@code label} names it in progress lines. */
    Done run(Place place, KernelConfig config, Progress progress, String label) {
        try {
            inputs(place, config);
            BuildWatch watch = new BuildWatch(
                    settings.limits(),
                    List.of(place.out(), place.result()),
                    place.log(),
                    () -> place.out().toFile().getUsableSpace(),
                    compiled -> progress.step(label + ": " + compiled + " files compiled"));
            Optional<Fault> fault = run(place, config, watch);
            return new Done(fault, watch.compiled());
        } catch (IOException e) {
            throw new InfraException("Cannot build in " + place.work() + ": " + e.getMessage() + ".", e);
        }
    }

    private Optional<Fault> run(Place place, KernelConfig config, BuildWatch watch) throws IOException {
        List<String> command = sandbox.command(program(place, config), settings.limits());
        List<String> logged = new ArrayList<>(
                List.of("sh", "-c", "exec \"$@\" >\"$0\" 2>&1", place.log().toString()));
        logged.addAll(command);
        Subprocess.Result ended;
        try {
            ended = new Subprocess(
                            logged,
                            place.work(),
                            Map.of(),
                            settings.limits().time().plus(KILL_GRACE))
                    .run(watch);
        } catch (LimitReached e) {
            return Optional.of(e.fault());
        }
        if (ended.exitCode() != 0) {
            return Optional.of(BuildLog.reason(place.log(), ended.exitCode()));
        }
        return Files.isRegularFile(place.result().resolve("vmlinuz"), LinkOption.NOFOLLOW_LINKS)
                ? Optional.empty()
                : Optional.of(new KernelFault(
                        KernelFault.Kind.DOES_NOT_BUILD, "It does not build: make leaves no arch/x86/boot/bzImage."));
    }

    private void inputs(Place place, KernelConfig config) throws IOException {
        FileTrees.delete(place.result());
        Files.createDirectories(place.result());
        Files.deleteIfExists(place.log());
        Files.write(place.work().resolve("kernel.sh"), script());
        Files.writeString(place.work().resolve("fragment"), config.fragment());
        Files.writeString(place.work().resolve("base"), config.base().orElse(""));
        Files.createDirectories(place.work().resolve("home"));
    }

    private Sandbox.Program program(Place place, KernelConfig config) {
        Map<String, Sandbox.Mount> mounts = new LinkedHashMap<>();
        mounts.put("source", new Sandbox.Mount(place.source(), "/build/src", false));
        mounts.put("out", new Sandbox.Mount(place.out(), "/build/out", true));
        mounts.put("result", new Sandbox.Mount(place.result(), "/build/result", true));
        mounts.put("script", new Sandbox.Mount(place.work().resolve("kernel.sh"), "/build/kernel.sh", false));
        mounts.put("fragment", new Sandbox.Mount(place.work().resolve("fragment"), "/build/fragment", false));
        mounts.put("base", new Sandbox.Mount(place.work().resolve("base"), "/build/base", false));
        if (ccache) {
            mounts.put("cache", new Sandbox.Mount(cache, "/build/ccache", place.trusted()));
        }
        if (sandbox.isOff()) {
            mounts.put("home", new Sandbox.Mount(place.work().resolve("home"), "/tmp", true));
        }
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("SOURCE", "{source}");
        environment.put("OUT", "{out}");
        environment.put("RESULT", "{result}");
        environment.put("FRAGMENT", "{fragment}");
        environment.put("BASE", config.base().isPresent() ? "{base}" : "");
        environment.put("TARGET", config.target());
        environment.put("CC", ccache ? "ccache " + settings.compiler() : settings.compiler());
        environment.put("HOSTCC", ccache ? "ccache gcc" : "gcc");
        environment.put("KCFLAGS", settings.flags());
        environment.put("JOBS", String.valueOf(settings.jobs()));
        if (ccache) {
            environment.put("CCACHE_DIR", "{cache}");
            environment.put("CCACHE_TEMPDIR", "/tmp");
            environment.put("CCACHE_MAXSIZE", CACHE_LIMIT);
            if (!place.trusted()) {
                environment.put("CCACHE_READONLY", "1");
            }
        }
        return new Sandbox.Program(List.of("sh", "{script}"), environment, mounts);
    }

    private static byte[] script() {
        try (InputStream stream = Compilation.class.getResourceAsStream(SCRIPT)) {
            if (stream == null) {
                throw new IllegalStateException("the jar lacks " + SCRIPT);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + SCRIPT, e);
        }
    }
}
