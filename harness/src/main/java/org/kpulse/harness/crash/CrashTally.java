package org.kpulse.harness.crash;

/**
 * In how many boots of one kernel on one platform a signature was seen. Pure.
 *
 * @param boots fresh boots that say something of the kernel: those that a fault of ours ended do not
 * @param causes how many of them had it as a cause
 * @param followers how many of them had it only as a consequence of another crash
 * @param ours other boots that had it, which a fault of ours ended, such as a known crash of the emulator
 */
public record CrashTally(int boots, int causes, int followers, int ours) {

    public CrashTally {
        if (causes < 0 || followers < 0 || ours < 0 || causes + followers > boots) {
            throw new IllegalArgumentException(
                    "of " + boots + " boots: " + causes + " causes, " + followers + " followers, " + ours + " ours");
        }
    }

    /** No boot of so many had it. */
    public static CrashTally none(int boots) {
        return new CrashTally(boots, 0, 0, 0);
    }

    /** Boots that had it at all and say something of the kernel. */
    public int seen() {
        return causes + followers;
    }

    /** Share of the boots that had it as a cause; 0 without boots. */
    public double rate() {
        return boots == 0 ? 0 : (double) causes / boots;
    }

    /** Whether every boot had it as a cause. */
    public boolean always() {
        return boots > 0 && causes == boots;
    }
}
