package org.kpulse.harness.runner;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks how much may still be written. */
@FunctionalInterface
interface FreeSpace {

    /** Bytes that this user may still write into the file system of an existing directory. */
    long bytes(Path directory) throws IOException;

    /** The file systems of this host. */
    static FreeSpace ofHost() {
        return directory -> Files.getFileStore(directory).getUsableSpace();
    }
}
