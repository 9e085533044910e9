package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

/**
 * The program that filters and compresses crash dumps, with the libraries that it is linked with.
 *
 * @param files by their paths in the initramfs, without a slash in front
 */
public record Makedumpfile(Map<String, ByteBuffer> files) {

    /** Where the program is in the initramfs. */
    public static final String PROGRAM = "makedumpfile";

    private static final Pattern LIBRARY = Pattern.compile("(?m)^\\s+(?:\\S+ => )?(/\\S+) \\(0x[0-9a-f]+\\)$");
    private static final String MISSING =
            "makedumpfile is needed for crash dumps; run: apt-get install --no-install-recommends makedumpfile";

    public Makedumpfile {
        files = Map.copyOf(files);
    }

    /** The one of this machine. {@link InfraException} when there is none. */
    public static Makedumpfile ofHost(Commands commands) {
        return List.of("/usr/bin", "/usr/sbin", "/sbin").stream()
                .map(directory -> Path.of(directory, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .map(program -> of(program, commands))
                .orElseThrow(() -> new InfraException(MISSING));
    }

    static Makedumpfile of(Path program, Commands commands) {
        Subprocess.Result linked = commands.run(Subprocess.of(Duration.ofSeconds(20), "ldd", program.toString()));
        SortedMap<String, ByteBuffer> files = new TreeMap<>();
        files.put(PROGRAM, read(program));
        for (String library : libraries(linked.out())) {
            files.put(library.substring(1), read(Path.of(library)));
        }
        return new Makedumpfile(files);
    }

    /** Paths in what {@code ldd} prints; none for a program that is linked statically. */
    static List<String> libraries(String printed) {
        return LIBRARY.matcher(printed)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }

    private static ByteBuffer read(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file)).asReadOnlyBuffer();
        } catch (IOException e) {
            throw new InfraException("Cannot read " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
