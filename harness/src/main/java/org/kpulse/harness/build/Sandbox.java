package org.kpulse.harness.build;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

/**
 * Makes the command line that runs a program where it can do no harm. With bubblewrap: no network, no home, no processes but its
 * own, the system read-only, {@code /tmp} of its own in memory, no privileges, at paths that are the same on every host. Without:
 * only the limits that the kernel puts on each process.
 */
public final class Sandbox {

    private static final Duration QUICK = Duration.ofMinutes(1);
    private static final String PATH = "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin";
    private static final long MIB = 1L << 20;
    private static final int TMP_MIB = 1024;

    /** Of {@code /etc} only what programs need to find each other and their libraries. */
    private static final List<String> ETC = List.of("/etc/alternatives", "/etc/ld.so.cache", "/etc/ld.so.conf");

    /** The strictest that works is used. The last is for root on a host that forbids user namespaces. */
    private static final List<List<String>> WAYS = List.of(
            List.of("--unshare-user", "--disable-userns", "--unshare-all"),
            List.of("--unshare-user", "--unshare-all"),
            List.of("--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"));

    private final List<String> way;

    private Sandbox(List<String> way) {
        this.way = way;
    }

    /**
     * A directory or file that a program gets to see.
     *
     * @param host where it is
     * @param inside its path in the sandbox
     * @param writable whether it may be changed
     */
    public record Mount(Path host, String inside, boolean writable) {}

    /**
     * A program to run.
     *
     * @param command words; {@code {x}} in them and in the environment stands for the path of the mount {@code x}
     * @param environment all there is, beside {@code PATH}, {@code HOME} and {@code LC_ALL}
     * @param mounts by name
     */
    public record Program(List<String> command, Map<String, String> environment, Map<String, Mount> mounts) {}

    /** Bubblewrap, tried out; an {@link InfraException} when it does not work here. */
    public static Sandbox bubblewrap(Commands commands) {
        String said = "";
        for (List<String> way : WAYS) {
            Sandbox sandbox = new Sandbox(way);
            Subprocess.Result result;
            try {
                result = commands.run(new Subprocess(
                        sandbox.inside(new Program(List.of("true"), Map.of(), Map.of()), Map.of()),
                        Path.of("/"),
                        Map.of(),
                        QUICK));
            } catch (InfraException e) {
                throw broken("bubblewrap is not installed or does not start", e);
            }
            if (result.exitCode() == 0) {
                return sandbox;
            }
            said = result.lastLine();
        }
        throw broken(said, null);
    }

    private static InfraException broken(String said, @Nullable Exception cause) {
        return new InfraException(
                "The sandbox that kernels are built in does not work: " + said
                        + ". Where you trust the tree and its patches: --set build.sandbox=off",
                cause);
    }

    /** No sandbox: only limits. */
    public static Sandbox off() {
        return new Sandbox(List.of());
    }

    boolean isOff() {
        return way.isEmpty();
    }

    /** The whole command line. */
    public List<String> command(Program program, BuildLimits limits) {
        List<String> words = new ArrayList<>(List.of(
                "prlimit",
                "--core=0",
                "--nofile=8192",
                "--cpu=" + limits.time().toSeconds(),
                "--as=" + limits.memoryMib() * MIB,
                "--fsize=" + limits.diskMib() * MIB));
        Map<String, String> paths = new TreeMap<>();
        program.mounts()
                .forEach((name, mount) -> paths.put(name, isOff() ? mount.host().toString() : mount.inside()));
        if (isOff()) {
            words.addAll(List.of("env", "-i"));
            environment(program, paths, paths.getOrDefault("home", "/nonexistent"))
                    .forEach((name, value) -> words.add(name + "=" + value));
            program.command().forEach(word -> words.add(filled(word, paths)));
            return words;
        }
        Program limited = new Program(
                prefixed(List.of("prlimit", "--nproc=" + limits.processes()), program.command()),
                program.environment(),
                program.mounts());
        words.addAll(inside(limited, paths));
        return words;
    }

    private List<String> inside(Program program, Map<String, String> paths) {
        List<String> words = new ArrayList<>(List.of("bwrap"));
        words.addAll(way);
        words.addAll(List.of("--die-with-parent", "--new-session", "--cap-drop", "ALL", "--hostname", "kpulse"));
        words.add("--clearenv");
        environment(program, paths, "/tmp").forEach((name, value) -> words.addAll(List.of("--setenv", name, value)));
        words.addAll(List.of("--ro-bind", "/usr", "/usr"));
        for (String name : List.of("/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")) {
            Path path = Path.of(name);
            if (Files.isSymbolicLink(path)) {
                words.addAll(List.of("--symlink", "usr" + name, name));
            } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                words.addAll(List.of("--ro-bind", name, name));
            }
        }
        ETC.forEach(name -> words.addAll(List.of("--ro-bind-try", name, name)));
        words.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--size", "" + 64 * MIB, "--tmpfs", "/dev/shm"));
        words.addAll(List.of("--size", "" + TMP_MIB * MIB, "--tmpfs", "/tmp"));
        program.mounts()
                .values()
                .forEach(mount -> words.addAll(List.of(
                        mount.writable() ? "--bind" : "--ro-bind", mount.host().toString(), mount.inside())));
        words.addAll(List.of("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/tmp"));
        program.command().forEach(word -> words.add(filled(word, paths)));
        return words;
    }

    private static Map<String, String> environment(Program program, Map<String, String> paths, String home) {
        Map<String, String> all = new TreeMap<>(Map.of("PATH", PATH, "HOME", home, "LC_ALL", "C"));
        program.environment().forEach((name, value) -> all.put(name, filled(value, paths)));
        return all;
    }

    private static String filled(String word, Map<String, String> paths) {
        String filled = word;
        for (Map.Entry<String, String> path : paths.entrySet()) {
            filled = filled.replace("{" + path.getKey() + "}", path.getValue());
        }
        return filled;
    }

    private static List<String> prefixed(List<String> before, List<String> words) {
        List<String> all = new ArrayList<>(before);
        all.addAll(words);
        return all;
    }
}
