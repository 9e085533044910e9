package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.Sha256;

/** Builds a guest image with mmdebstrap and mksquashfs. Times in it are fixed: the same packages give the same bytes. */
final class GuestBuilder {

    static final String IMAGE = "guest.squashfs";
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration SHORT = Duration.ofSeconds(30);
    /** Every file's time: 2024-01-01 UTC, as the clock of deterministic guests. */
    private static final String EPOCH = "1704067200";

    private static final List<String> MORTAL = List.of("setpriv", "--pdeathsig", "KILL");
    private static final List<String> CONTAINED = List.of(
            "setpriv",
            "--pdeathsig",
            "KILL",
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child",
            "--mount-proc",
            "--");

    private final Commands commands;
    private final Clock clock;

    GuestBuilder(Commands commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** Builds {@code guest.squashfs} in the directory and says what it is. */
    GuestManifest build(GuestRecipe recipe, Path directory, Progress progress) throws IOException {
        String tools = version("mmdebstrap", "mmdebstrap", "--version") + ", "
                + version("squashfs-tools", "mksquashfs", "-version");
        List<String> sources =
                AptSources.of(commands, recipe.suite(), recipe.architecture().debianName());
        Path tar = directory.resolve("root.tar");
        Path versions = directory.resolve("packages");
        Path image = directory.resolve(IMAGE);
        progress.step("guest image: installing " + recipe.packages().size()
                + " packages and what they need (once, about a minute)");
        run("mmdebstrap", contained(recipe.buildCommand(sources, tar.toString(), versions.toString())), directory);
        progress.step("guest image: compressing");
        run("mksquashfs", join(MORTAL, squash(tar, image)), directory);
        SortedMap<String, String> installed = installed(Files.readString(versions));
        Files.delete(tar);
        Files.delete(versions);
        return new GuestManifest(
                GuestRecipe.FORMAT,
                recipe.architecture(),
                recipe.suite(),
                recipe.packages(),
                installed,
                Sha256.ofFile(image),
                Files.size(image),
                Files.getLastModifiedTime(image).toInstant(),
                clock.instant(),
                tools);
    }

    /**
     * In namespaces of its own where that is allowed (as root): what it mounts and starts dies with it, and it dies with Kpulse,
     * even when that is killed.
     */
    private List<String> contained(List<String> command) {
        boolean allowed = commands.run(new Subprocess(join(CONTAINED, List.of("true")), Path.of("/"), Map.of(), SHORT))
                        .exitCode()
                == 0;
        return allowed ? join(CONTAINED, command) : command;
    }

    private static List<String> join(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** lz4: half as large again as zstd, but unpacked with less than half the instructions (docs/guest.md), and these are measured. */
    private static List<String> squash(Path tar, Path image) {
        String script =
                "exec mksquashfs - \"$1\" -tar -quiet -no-progress -noappend -no-exports -no-xattrs -root-mode 0755"
                        + " -mkfs-time " + EPOCH + " -all-time " + EPOCH + " -comp lz4 < \"$0\"";
        return List.of("sh", "-c", script, tar.toString(), image.toString());
    }

    /** Parses {@code dpkg-query -W}: {@code name[:arch] TAB version}. */
    static SortedMap<String, String> installed(String list) {
        SortedMap<String, String> versions = new TreeMap<>();
        for (String line : list.lines().toList()) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                versions.put(line.substring(0, tab), line.substring(tab + 1).strip());
            }
        }
        if (versions.isEmpty()) {
            throw new InfraException("The guest image was built without any package; dpkg-query listed none.");
        }
        return versions;
    }

    private String version(String debianPackage, String... command) {
        try {
            return commands.run(Subprocess.of(SHORT, command))
                    .out()
                    .lines()
                    .findFirst()
                    .orElse(command[0])
                    .strip();
        } catch (InfraException e) {
            throw new InfraException(
                    command[0] + " is needed to build the guest image; run: apt-get install " + debianPackage, e);
        }
    }

    private void run(String program, List<String> command, Path directory) {
        Map<String, String> environment =
                Map.of("TMPDIR", directory.toString(), "DEBIAN_FRONTEND", "noninteractive", "SOURCE_DATE_EPOCH", EPOCH);
        // mksquashfs refuses its own time options beside the variable
        Map<String, String> fitting = program.equals("mmdebstrap") ? environment : Map.of();
        Subprocess.Result result;
        try {
            result = commands.run(new Subprocess(command, directory, fitting, LIMIT));
        } catch (InfraException e) {
            // its first word is what contains the program
            String what = String.valueOf(e.getMessage()).replaceFirst("^setpriv\\b", program);
            throw new InfraException("The guest image was not built: " + what, e);
        }
        if (result.exitCode() != 0) {
            String reason = result.err()
                    .lines()
                    .filter(line -> line.startsWith("E: ") || line.startsWith("FATAL"))
                    .findFirst()
                    .orElse(result.lastLine());
            throw new InfraException("The guest image was not built: " + program + " failed: " + reason);
        }
    }
}
