package org.kpulse.harness.sources.archive;

import org.jspecify.annotations.Nullable;

/** An archive holds what no source of a kernel does, or is damaged. The message is the end of a sentence, without a full stop. */
public final class ArchiveRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ArchiveRefused(String message) {
        this(message, null);
    }

    ArchiveRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
