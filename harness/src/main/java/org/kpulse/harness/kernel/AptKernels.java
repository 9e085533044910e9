package org.kpulse.harness.kernel;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.Sha256;

/** The kernel packages of Debian's cloud flavour that this machine's apt offers. Signed packages only, no meta packages. */
final class AptKernels {

    private static final String PREFIX = "linux-image-";
    private static final Duration QUERY = Duration.ofMinutes(2);
    private static final Duration NETWORK = Duration.ofMinutes(15);
    private static final Pattern SHA256 = Pattern.compile("(?m)^SHA256: ([0-9a-f]{64})$");

    private final Commands commands;
    private final Architecture architecture;
    private final String user;

    private Optional<List<Offer>> known = Optional.empty();

    AptKernels(Commands commands, Architecture architecture, String user) {
        this.commands = commands;
        this.architecture = architecture;
        this.user = user;
    }

    /**
     * One kernel package.
     *
     * @param name the kernel's release: {@code 6.1.0-50-cloud-amd64}
     * @param version newest version of the package
     */
    record Offer(String name, DebianVersion version) {

        /** The part that orders kernels: {@code 6.1.0-50}. */
        DebianVersion abi() {
            return new DebianVersion(name.substring(0, name.indexOf("-cloud-")));
        }

        String packageName() {
            return PREFIX + name;
        }
    }

    /**
     * All kernels apt offers, newest ABI first; empty when its package lists are missing. Asked once until {@link #refresh}: apt
     * needs a second for each answer.
     */
    synchronized List<Offer> offers() {
        if (known.isEmpty()) {
            known = Optional.of(ask());
        }
        return known.get();
    }

    /** Asks apt anew the next time: its lists may have been fetched by somebody else. */
    synchronized void forget() {
        known = Optional.empty();
    }

    /** Whether this user may fetch the package lists. */
    boolean mayRefresh() {
        return user.equals("root");
    }

    private List<Offer> ask() {
        Pattern name = Pattern.compile(
                "linux-image-[0-9]+\\.[0-9]+\\.[0-9][A-Za-z0-9.+~-]*-cloud-" + architecture.debianName());
        List<String> names = run(QUERY, Stream.of("apt-cache", "pkgnames", PREFIX))
                .out()
                .lines()
                .filter(line -> name.matcher(line).matches())
                .sorted()
                .toList();
        if (names.isEmpty()) {
            return List.of();
        }
        return newest(run(QUERY, Stream.concat(Stream.of("apt-cache", "madison"), names.stream()))
                .out());
    }

    /** Parses {@code apt-cache madison}: one line {@code package | version | source} per package, version and source. */
    static List<Offer> newest(String madison) {
        Map<String, Offer> newest = new HashMap<>();
        for (String line : madison.lines().toList()) {
            String[] columns = line.split("\\|", -1);
            if (columns.length == 3
                    && columns[0].strip().startsWith(PREFIX)
                    && columns[2].strip().endsWith(" Packages")) {
                String name = columns[0].strip().substring(PREFIX.length());
                Offer offer = new Offer(name, new DebianVersion(columns[1].strip()));
                newest.merge(name, offer, (a, b) -> a.version().compareTo(b.version()) >= 0 ? a : b);
            }
        }
        return newest.values().stream()
                .sorted(Comparator.comparing(Offer::abi).reversed())
                .toList();
    }

    /** Fetches the package lists: {@code apt-get update}, as root only. */
    synchronized void refresh(Progress progress) {
        known = Optional.empty();
        if (!user.equals("root")) {
            throw new InfraException(
                    "apt has no fitting package lists and only root can fetch them; run: apt-get update");
        }
        progress.step("kernels: fetching apt's package lists (apt-get update)");
        check(commands.run(command(NETWORK, Path.of("/"), Stream.of("apt-get", "-q", "update"))), "apt-get update");
    }

    /** Downloads a package into the directory and verifies its hash. */
    Path download(Offer offer, Path directory) {
        String exact = offer.packageName() + "=" + offer.version();
        String shown = run(QUERY, Stream.of("apt-cache", "show", exact)).out();
        Stream<String> download = Stream.of("apt-get", "-q", "-o", "APT::Sandbox::User=root", "download", exact);
        check(commands.run(command(NETWORK, directory, download)), "Downloading " + exact);
        String file = offer.packageName() + "_" + offer.version().text().replace(":", "%3a") + "_"
                + architecture.debianName() + ".deb";
        Path deb = directory.resolve(file);
        Matcher hash = SHA256.matcher(shown);
        if (!hash.find() || !hash.group(1).equals(Sha256.ofFile(deb))) {
            throw new InfraException(
                    file + " does not have the hash that apt's package lists name; run: apt-get update");
        }
        return deb;
    }

    /** Unpacks a package's files; runs none of its scripts. */
    void unpack(Path deb, Path into) {
        check(
                commands.run(
                        command(NETWORK, Path.of("/"), Stream.of("dpkg-deb", "-x", deb.toString(), into.toString()))),
                "Unpacking " + deb.getFileName());
    }

    private Subprocess.Result run(Duration limit, Stream<String> words) {
        Subprocess command = command(limit, Path.of("/"), words);
        Subprocess.Result result = commands.run(command);
        check(result, String.join(" ", command.command().subList(0, 2)));
        return result;
    }

    private static Subprocess command(Duration limit, Path directory, Stream<String> words) {
        return new Subprocess(words.toList(), directory, Map.of("DEBIAN_FRONTEND", "noninteractive"), limit);
    }

    private static void check(Subprocess.Result result, String what) {
        if (result.exitCode() != 0) {
            String reason = result.err()
                    .lines()
                    .filter(line -> line.startsWith("E: "))
                    .map(line -> line.substring(3).strip())
                    .findFirst()
                    .orElse(result.lastLine());
            throw new InfraException(what + " failed: " + reason);
        }
    }
}
