package org.kpulse.harness.sources.signature;

import org.jspecify.annotations.Nullable;

/** A signature proves nothing. The message is the end of a sentence, without a full stop. */
public final class SignatureRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SignatureRefused(String message) {
        this(message, null);
    }

    SignatureRefused(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
