package org.kpulse.harness.guest;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

/**
 * The distribution's own package sources of this machine, as apt itself reads them: {@code .list} and {@code .sources} files,
 * disabled ones left out, foreign ones too, so that a broken third-party source does not break the guest.
 */
final class AptSources {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Map<String, Path> KEYRINGS = Map.of(
            "Debian", Path.of("/usr/share/keyrings/debian-archive-keyring.gpg"),
            "Ubuntu", Path.of("/usr/share/keyrings/ubuntu-archive-keyring.gpg"));
    private static final List<String> QUERY = List.of(
            "apt-get",
            "indextargets",
            "--format",
            "$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(CODENAME)|$(COMPONENT)|$(ARCHITECTURE)",
            "Created-By: Packages");

    private AptSources() {}

    /** One-line source entries of the suite with its updates and security fixes, for {@code sources.list}. */
    static List<String> of(Commands commands, String suite, String architecture) {
        Subprocess.Result result = commands.run(new Subprocess(QUERY, Path.of("/"), Map.of(), LIMIT));
        List<String> lines =
                result.exitCode() == 0 ? parse(result.out(), suite, architecture, Files::exists) : List.of();
        if (lines.isEmpty()) {
            throw new InfraException("apt knows no package sources of " + suite
                    + " on this machine; run apt-get update, and look at /etc/apt/sources.list.d.");
        }
        return lines;
    }

    /** Parses the answer of {@code apt-get indextargets}: entries of one archive and suite are joined over components. */
    static List<String> parse(String targets, String suite, String architecture, KeyringTest keyrings) {
        Map<String, String> componentsOfSource = targets.lines()
                .map(line -> line.split("\\|", -1))
                .filter(fields -> fields.length == 6
                        && KEYRINGS.containsKey(fields[0])
                        && (fields[5].equals(architecture) || fields[5].equals("all"))
                        && List.of(suite, suite + "-updates", suite + "-security")
                                .contains(fields[3]))
                .collect(Collectors.groupingBy(
                        fields -> "deb " + signature(fields[0], keyrings) + fields[1] + " " + fields[2],
                        TreeMap::new,
                        Collectors.mapping(
                                fields -> fields[4],
                                Collectors.collectingAndThen(
                                        Collectors.toCollection(TreeSet::new),
                                        components -> String.join(" ", components)))));
        return componentsOfSource.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .toList();
    }

    /** Whether a keyring file is there. */
    @FunctionalInterface
    interface KeyringTest {
        boolean exists(Path keyring);
    }

    private static String signature(String origin, KeyringTest keyrings) {
        Path keyring = KEYRINGS.getOrDefault(origin, Path.of("/none"));
        return keyrings.exists(keyring) ? "[signed-by=" + keyring + "] " : "";
    }
}
