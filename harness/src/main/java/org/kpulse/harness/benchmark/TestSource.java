package org.kpulse.harness.benchmark;

import java.nio.file.Path;
import java.util.List;

/** Where the programs of a test set come from. */
public sealed interface TestSource {

    /**
     * A folder beside that of the recipes.
     *
     * @param path with a Makefile that installs the programs, or, of a foreign set, with programs that are ready to run
     */
    record Folder(Path path) implements TestSource {}

    /**
     * Collections of kselftest, the tests in the kernel's source.
     *
     * @param source {@code debian}: the newest source package that is installed; else the path of a kernel tree or of a tar file of one
     * @param collections folders below {@code tools/testing/selftests}
     */
    record Kselftest(String source, List<String> collections) implements TestSource {

        /** The source that Debian packages. */
        public static final String DEBIAN = "debian";

        public Kselftest {
            collections = List.copyOf(collections);
            if (source.isBlank() || collections.isEmpty()) {
                throw new IllegalArgumentException("kselftest of \"" + source + "\": " + collections);
            }
        }
    }
}
