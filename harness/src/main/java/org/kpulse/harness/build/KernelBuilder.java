package org.kpulse.harness.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.BuiltFrom;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelCache;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.FileTrees;
import org.kpulse.harness.state.Sha256;
import org.kpulse.harness.state.StateDirectory;

/**
 * Builds kernels, each once: what was built is found again by the hash of all that went into it, and so is the kernel's fault when
 * it could not be. A killed build leaves nothing that is taken for done.
 */
final class KernelBuilder {

    private static final int SHORT = 12;

    private final StateDirectory state;
    private final KernelCache kernels;
    private final BuildHistory history;
    private final Commands commands;
    private final Clock clock;
    private final Consumer<BuildRecord> listener;

    /** @param listener is told of each build that a kernel or a fault came from, also of those found again */
    KernelBuilder(
            StateDirectory state, KernelCache kernels, Commands commands, Clock clock, Consumer<BuildRecord> listener) {
        this.state = state;
        this.kernels = kernels;
        this.history = new BuildHistory(state.builds());
        this.commands = commands;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * What to build.
     *
     * @param ref exact
     * @param tree where its commit is
     * @param inputs all that decides what comes out
     * @param settings how
     */
    record Order(KernelRef ref, SourceTree tree, BuildInputs inputs, BuildSettings settings) {
        String label() {
            return "kernel " + inputs.revision().substring(0, SHORT)
                    + (inputs.patches().isEmpty()
                            ? ""
                            : " with " + inputs.patches().size() + " patch(es)");
        }
    }

    /** The kernel if it was built before. */
    Optional<Kernel> find(BuildInputs inputs) {
        return kernels.find(name(inputs));
    }

    /** The kernel, or why there is none. What the user can put right is thrown. */
    BuildResult build(Order order, Progress progress) {
        Optional<BuildResult> known = known(order);
        if (known.isPresent()) {
            return known.get();
        }
        new Toolchain(commands, System.getProperty("user.name", "")).provide(progress);
        Sandbox sandbox = order.settings().sandboxed() ? Sandbox.bubblewrap(commands) : Sandbox.off();
        return order.tree()
                .lock(progress)
                .during(() -> known(order).orElseGet(() -> buildNow(order, sandbox, progress)));
    }

    private Optional<BuildResult> known(Order order) {
        Optional<Kernel> kernel = find(order.inputs());
        Optional<BuildRecord> last = history.find(order.inputs().key());
        if (kernel.isPresent()) {
            last.ifPresent(listener);
            return Optional.of(new BuildResult.Built(kernel.get()));
        }
        Optional<KernelFault> fault = last.flatMap(BuildRecord::kernelFault);
        fault.ifPresent(f -> listener.accept(last.orElseThrow()));
        return fault.map(BuildResult.Failed::new);
    }

    private BuildResult buildNow(Order order, Sandbox sandbox, Progress progress) {
        Instant started = clock.instant();
        long begin = System.nanoTime();
        SourceTree tree = order.tree();
        Path work = tree.directory();
        Path log = work.resolve("build.log");
        try {
            Files.deleteIfExists(log);
            progress.step(order.label() + ": checking out " + order.ref());
            tree.checkOut(order.inputs().revision());
            Optional<String> refused = tree.apply(order.inputs().patches());
            if (refused.isPresent()) {
                Fault fault = new KernelFault(KernelFault.Kind.PATCH_DOES_NOT_APPLY, refused.get() + ".");
                return failed(order, fault, new BuildRecord.Work(started, since(begin), false, 0), log);
            }
            boolean patched = !order.inputs().patches().isEmpty();
            Output output = Output.take(work, order.inputs().outputKey(), patched, commands, clock);
            boolean ccache = order.settings().ccache() && new Toolchain(commands, "").hasCcache();
            Compilation compilation = new Compilation(sandbox, order.settings(), state.compilerCache(), ccache);
            Compilation.Place place =
                    new Compilation.Place(tree.source(), output.directory(), work.resolve("result"), work, !patched);
            progress.step(
                    order.label() + ": building " + (output.incremental() ? "on top of the last build" : "all of it"));
            boolean incremental = output.incremental();
            Compilation.Done done = compilation.run(place, order.inputs().config(), progress, order.label());
            if (incremental && done.fault().filter(KernelBuilder::mayBeStale).isPresent()) {
                progress.step(order.label() + ": it failed on top of the last build, building all of it");
                incremental = false;
                output = output.emptied();
                done = compilation.run(place, order.inputs().config(), progress, order.label());
            }
            BuildRecord.Work took = new BuildRecord.Work(started, since(begin), incremental, done.compiled());
            BuildResult result = done.fault().isPresent()
                    ? failed(order, done.fault().get(), took, log)
                    : built(order, place, took, progress);
            if (!(result instanceof BuildResult.Failed failed) || failed.fault() instanceof KernelFault) {
                output.release();
            }
            FileTrees.delete(place.result());
            return result;
        } catch (IOException e) {
            throw new InfraException("Cannot build in " + work + ": " + e.getMessage() + ".", e);
        }
    }

    /** An accusation without a line of the source may come from files that an earlier build left. */
    private static boolean mayBeStale(Fault fault) {
        return fault instanceof KernelFault && !BuildLog.namesALine(fault);
    }

    private BuildResult failed(Order order, Fault fault, BuildRecord.Work took, Path log) {
        Path config = order.tree().directory().resolve("result/config");
        @Nullable
        String resolved = Files.isRegularFile(config, LinkOption.NOFOLLOW_LINKS) ? Sha256.ofFile(config) : null;
        BuildRecord build = record(order, took, resolved, null, BuildRecord.Failure.of(fault));
        history.keep(build, log);
        listener.accept(build);
        return new BuildResult.Failed(fault);
    }

    private BuildResult built(Order order, Compilation.Place place, BuildRecord.Work took, Progress progress)
            throws IOException {
        Path result = place.result();
        try {
            Collected.require(result);
        } catch (Collected.NotAKernel e) {
            return failed(order, notAKernel(), took, place.log());
        }
        String config = Files.readString(result.resolve("config"));
        order.inputs()
                .config()
                .missing(config)
                .forEach(option -> progress.step(order.label() + ": its configuration cannot have " + option));
        BuiltFrom from = new BuiltFrom(
                order.inputs().revision(),
                order.inputs().patchesSha256(),
                Sha256.ofFile(result.resolve("config")),
                order.inputs().compiler(),
                order.settings().layout(),
                LoadedCode.sha256(result.resolve("vmlinux")));
        BuildRecord[] build = new BuildRecord[1];
        Kernel kernel;
        try {
            kernel = kernels.keep(name(order.inputs()), order.ref(), version(order), from, into -> {
                Collected.move(result, into);
                build[0] =
                        record(order, took, from.configSha256(), Sha256.ofFile(into.resolve(KernelCache.IMAGE)), null);
                history.keep(build[0], place.log());
            });
        } catch (UsageException | Collected.NotAKernel e) {
            return failed(order, notAKernel(), took, place.log());
        }
        listener.accept(build[0]);
        progress.step(String.format(
                Locale.ROOT,
                "%s: built in %.1f s, %d files compiled, release %s",
                order.label(),
                took.seconds(),
                took.compiled(),
                kernel.release()));
        return new BuildResult.Built(kernel);
    }

    private static Fault notAKernel() {
        return new KernelFault(KernelFault.Kind.DOES_NOT_BUILD, "It does not build: what make leaves is no kernel.");
    }

    private static BuildRecord record(
            Order order,
            BuildRecord.Work took,
            @Nullable String config,
            @Nullable String image,
            BuildRecord.@Nullable Failure failure) {
        BuildInputs inputs = order.inputs();
        BuildRecord.Source source = new BuildRecord.Source(
                inputs.revision(),
                inputs.patchesSha256(),
                inputs.compiler(),
                order.settings().layout(),
                order.settings().sandboxed());
        return new BuildRecord(inputs.key(), order.ref().toString(), source, took, config, image, failure);
    }

    /** For people: the commit, what it says it does, and how many patches. */
    private static String version(Order order) {
        String subject = order.tree().subject(order.inputs().revision());
        int patches = order.inputs().patches().size();
        return order.inputs().revision().substring(0, SHORT)
                + (subject.isEmpty() ? "" : " " + subject)
                + (patches == 0 ? "" : " + " + patches + (patches == 1 ? " patch" : " patches"));
    }

    private static String name(BuildInputs inputs) {
        return "git-" + inputs.key();
    }

    private static double since(long begin) {
        return Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
    }

    /** The log of the last build of these inputs. */
    Path log(BuildInputs inputs) {
        return history.log(inputs.key());
    }
}
