package org.kpulse.harness.build;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.fault.KernelFaultException;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelCache;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.kernel.KernelSource;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

/** {@code git:}: kernels built from a commit of a tree, with patches on top. */
public final class GitKernels implements KernelSource {

    private final Config config;
    private final StateDirectory state;
    private final Path directory;
    private final Commands commands;
    private final TreeAddresses addresses;
    private final KernelBuilder builder;

    /**
     * Kernels built on this host.
     *
     * @param directory relative paths are taken from it
     * @param listener is told of each build that a kernel or a fault came from
     */
    public GitKernels(
            Config config,
            StateDirectory state,
            Path directory,
            Commands commands,
            Clock clock,
            Consumer<BuildRecord> listener) {
        this.config = config;
        this.state = state;
        this.directory = directory;
        this.commands = commands;
        this.addresses = new TreeAddresses(config, directory, InetAddress::getAllByName);
        this.builder = new KernelBuilder(state, new KernelCache(state), commands, clock, listener);
    }

    @Override
    public String scheme() {
        return "git";
    }

    @Override
    public String offer() {
        return "git:<tree>#<revision>";
    }

    @Override
    public boolean takesPatches() {
        return true;
    }

    @Override
    public List<KernelRef> list(Progress progress) {
        return List.of();
    }

    /** With the full hash of the commit that its revision means now, and absolute paths. */
    @Override
    public KernelRef resolve(KernelRef ref, Progress progress) {
        KernelRef.Git git = git(ref);
        TreeAddress address = addresses.find(git.tree());
        return new KernelRef.Git(address.text(), tree(address).commit(git.revision(), progress), patches(ref));
    }

    /** The patches of a reference by absolute paths; each must be there. */
    public List<String> patches(KernelRef ref) {
        return ref.patches().stream()
                .map(patch -> Patch.read(absolute(patch)).path().toString())
                .toList();
    }

    @Override
    public Optional<Kernel> find(KernelRef exact, List<Kernel> fetched) {
        return builder.find(order(git(exact)).inputs());
    }

    /** The same for source that came as an archive. */
    public Optional<Kernel> find(ImportedSource source) {
        return builder.find(order(source).inputs());
    }

    /** Builds it unless that was done; a {@link KernelFaultException} when it cannot be built. */
    @Override
    public Kernel fetch(KernelRef exact, Progress progress) {
        return fetch(order(git(exact)), progress);
    }

    /** The same for source that came as an archive. */
    public Kernel fetch(ImportedSource source, Progress progress) {
        return fetch(order(source), progress);
    }

    private Kernel fetch(KernelBuilder.Order order, Progress progress) {
        BuildResult result = builder.build(order, progress);
        if (result instanceof BuildResult.Built built) {
            return built.kernel();
        }
        String log = " Log: " + builder.log(order.inputs());
        if (((BuildResult.Failed) result).fault() instanceof KernelFault fault) {
            boolean compiled = fault.kind() == KernelFault.Kind.DOES_NOT_BUILD;
            throw new KernelFaultException(
                    order.ref().toString(), compiled ? new KernelFault(fault.kind(), fault.detail() + log) : fault);
        }
        InfraFault fault = (InfraFault) ((BuildResult.Failed) result).fault();
        throw new InfraException(order.ref() + ": " + fault.detail() + log);
    }

    /** The same as a result: whose fault it is matters to whoever goes on without the kernel. */
    public BuildResult build(KernelRef exact, Progress progress) {
        return builder.build(order(git(exact)), progress);
    }

    /** A tree of the configuration, to be watched; a {@link org.kpulse.harness.fault.UsageException} when it may not be used. */
    public WatchedTree watched(String name) {
        return new WatchedTree(tree(addresses.find(name)));
    }

    /** A repository that has the commits of an exact reference's tree; only to be read. */
    public Path repository(KernelRef exact) {
        return tree(addresses.find(git(exact).tree())).objects();
    }

    /** Whether files of the tree differ from what is committed: a repository of this host with a work tree. */
    public boolean hasUncommittedChanges(KernelRef exact) {
        return addresses.find(git(exact).tree()) instanceof TreeAddress.Local local
                && !new GitProgram(commands)
                        .ask(local.repository(), "status", "--porcelain", "--untracked-files=no", "--ignore-submodules")
                        .out()
                        .isBlank();
    }

    /** A mail whose patch takes the commit of an exact reference back; a merge is taken back against its first parent. */
    public String takenBack(KernelRef exact) {
        KernelRef.Git ref = git(exact);
        return tree(addresses.find(ref.tree())).takenBack(ref.revision());
    }

    private KernelBuilder.Order order(KernelRef.Git exact) {
        return order(exact, exact.revision(), tree(addresses.find(exact.tree())));
    }

    private KernelBuilder.Order order(ImportedSource source) {
        TreeAddress address = new TreeAddress.Local(source.tree(), source.repository());
        return order(source.ref(), source.revision(), tree(address));
    }

    private KernelBuilder.Order order(KernelRef exact, String revision, SourceTree tree) {
        BuildSettings settings = BuildSettings.of(config);
        BuildInputs inputs = new BuildInputs(
                revision,
                exact.patches().stream().map(p -> Patch.read(absolute(p))).toList(),
                KernelConfig.read(settings, directory),
                new Toolchain(commands, "").identity(settings.compiler()),
                settings.flags(),
                Compilation.recipe());
        return new KernelBuilder.Order(exact, tree, inputs, settings);
    }

    private SourceTree tree(TreeAddress address) {
        return new SourceTree(address, new GitProgram(commands), state.trees());
    }

    private Path absolute(String text) {
        return directory.resolve(text).toAbsolutePath().normalize();
    }

    private static KernelRef.Git git(KernelRef ref) {
        if (ref instanceof KernelRef.Git git) {
            return git;
        }
        throw new IllegalArgumentException("not a git: reference: " + ref);
    }
}
