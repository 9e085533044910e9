package org.kpulse.harness.build;

import java.io.IOException;
import java.io.InputStream;

/** Takes the files of a source tree, one after the other. Paths and targets were checked: relative, below the top, no {@code .git}. */
public interface TreeSink {

    /** A file with exactly so many bytes. */
    void file(String path, boolean executable, long size, InputStream content) throws IOException;

    /** A symbolic link. */
    void link(String path, String target) throws IOException;
}
