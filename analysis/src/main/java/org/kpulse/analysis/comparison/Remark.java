package org.kpulse.analysis.comparison;

/** What a reader must know beside the numbers of a comparison. */
public enum Remark {
    TOO_FEW_BOOTS("fewer than 2 boots on a side: no test is possible"),
    ZERO_SAMPLES("a sample is 0 and has no logarithm: compared as a difference, not as a ratio"),
    UNEQUAL_ITERATIONS("boots have different numbers of iterations: only the leading ones that all have are compared"),
    NOISIER_THAN_BEFORE("these boots vary more than the noise model allows for: judged by their own deviations alone"),
    DECIDED_EARLIER("decided with fewer boots at an earlier look: the verdict stays, the numbers are of all boots"),
    ROBUST_DISAGREES("the rank test, which assumes no shape of the noise, disagrees: look at the boots themselves"),
    SD_FLOOR("boots agree more closely than the resolution of the rules: that resolution was used as their deviation");

    private final String sentence;

    Remark(String sentence) {
        this.sentence = sentence;
    }

    /** For people. */
    public String sentence() {
        return sentence;
    }
}
