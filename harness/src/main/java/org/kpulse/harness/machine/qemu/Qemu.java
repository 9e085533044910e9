package org.kpulse.harness.machine.qemu;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.process.Subprocess;

/**
 * The QEMU of this host.
 *
 * @param binary its program
 * @param version for example {@code QEMU 7.2.22}
 */
public record Qemu(Path binary, String version) {

    private static final Pattern VERSION = Pattern.compile("QEMU emulator version (\\S+)");

    /**
     * Finds QEMU.
     *
     * @param configured the program that the configuration names, empty to search the path
     * @throws InfraException when there is none; the message says what to install
     */
    public static Qemu find(Optional<String> configured, Architecture architecture, Map<String, String> environment) {
        String name = configured.orElse("qemu-system-" + (architecture == Architecture.ARM64 ? "aarch64" : "x86_64"));
        Path binary = locate(name, environment.getOrDefault("PATH", "/usr/bin"))
                .orElseThrow(() -> new InfraException("No QEMU: there is no program " + name
                        + "; install it with: apt-get install qemu-system-x86 (or set qemu.binary)."));
        String text = Subprocess.of(Duration.ofSeconds(20), binary.toString(), "--version")
                .runOrThrow()
                .out();
        Matcher matcher = VERSION.matcher(text);
        if (!matcher.find()) {
            throw new InfraException(
                    binary + " is not QEMU: " + text.lines().findFirst().orElse("it prints nothing") + ".");
        }
        return new Qemu(binary, "QEMU " + matcher.group(1));
    }

    private static Optional<Path> locate(String name, String path) {
        if (name.contains("/")) {
            return Optional.of(Path.of(name)).filter(Files::isExecutable);
        }
        for (String directory : path.split(":", -1)) {
            Path candidate = Path.of(directory.isEmpty() ? "." : directory, name);
            if (Files.isExecutable(candidate) && Files.isRegularFile(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
