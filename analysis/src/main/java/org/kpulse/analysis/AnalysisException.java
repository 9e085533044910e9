package org.kpulse.analysis;

/**
 * Samples or settings that no statistic can be made of (NaN, infinite or negative samples, an empty side, ...). The message is one
 * sentence that names the metric and, where one is to blame, the boot.
 */
public final class AnalysisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public AnalysisException(String message) {
        super(message);
    }
}
