package org.kpulse.analysis.repetition;

/** Which of the two kernels of a comparison. */
public enum Side {
    BASE,
    CANDIDATE
}
