package org.kpulse.harness.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.kpulse.harness.benchmark.TestSource;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.state.Sha256;

/**
 * Where kselftest is built from.
 *
 * @param path a kernel tree, or a tar file of one
 * @param version differs when the tests differ
 */
record KernelSource(Path path, String version) {

    /** Where Debian's source packages put their tar file. */
    static final Path PACKAGED = Path.of("/usr/src");

    private static final String TAR = "linux-source-\\d+(\\.\\d+)+\\.tar\\.\\w+";

    /**
     * The source that a recipe names; an {@link InfraException} when it is not there.
     *
     * @param packaged directory of {@code linux-source-*.tar.xz}
     */
    static KernelSource find(TestSource.Kselftest kselftest, Path packaged) {
        if (kselftest.source().equals(TestSource.Kselftest.DEBIAN)) {
            Path newest = newest(packaged);
            return new KernelSource(newest, Sha256.ofFile(newest));
        }
        Path named = Path.of(kselftest.source());
        if (Files.isRegularFile(named)) {
            return new KernelSource(named, Sha256.ofFile(named));
        }
        Path tests = named.resolve("tools/testing/selftests");
        if (!Files.isDirectory(tests)) {
            throw new InfraException(
                    "There is no kselftest in " + named + ": it is neither a kernel tree nor a tar file.");
        }
        return new KernelSource(named, ofTree(tests));
    }

    private static Path newest(Path packaged) {
        try (Stream<Path> files = Files.list(packaged)) {
            return files.filter(file -> file.getFileName().toString().matches(TAR))
                    .max(Comparator.comparing(KernelSource::numbers, (a, b) -> Arrays.compare(a, b)))
                    .orElseThrow(() -> new InfraException("kselftest needs Debian's kernel source; run:"
                            + " apt-get install --no-install-recommends linux-source"));
        } catch (IOException e) {
            throw new InfraException(
                    "Cannot look for the kernel's source in " + packaged + ": " + e.getMessage() + ".", e);
        }
    }

    private static int[] numbers(Path file) {
        return Stream.of(file.getFileName().toString().split("\\D+"))
                .filter(each -> !each.isEmpty() && each.length() < 6)
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Over names, sizes and times of change: a tree is too large to be read each time. */
    private static String ofTree(Path tests) {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> all = Files.walk(tests)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile).sorted()::iterator) {
                text.append(tests.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file).toMillis())
                        .append('\n');
            }
        } catch (IOException e) {
            throw new InfraException("Cannot read " + tests + ": " + e.getMessage() + ".", e);
        }
        return Sha256.ofText(text.toString());
    }
}
