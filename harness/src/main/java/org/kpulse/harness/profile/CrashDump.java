package org.kpulse.harness.profile;

import java.time.Duration;

/** What the crash of a run left beside its log, or why it left nothing although that was wanted. */
public sealed interface CrashDump extends Collected {

    /** Largest dump that is kept, MiB. */
    int MOST_MIB = 512;

    /** In the run's directory: the memory, filtered and compressed, in makedumpfile's flattened format. */
    String CORE_FILE = "vmcore.flat";

    /** In the run's directory: the log that the kernel had in memory. */
    String LOG_FILE = "dmesg.txt";

    /**
     * A dump that is in the run's directory, whole.
     *
     * @param core the memory
     * @param log the kernel's log
     * @param took from the moment that the crash was known to the dump
     */
    record Kept(Part core, Part log, Duration took) implements CrashDump {
        public Kept {
            if (took.isNegative()) {
                throw new IllegalArgumentException("a dump that took " + took);
            }
        }
    }

    /**
     * One of its files.
     *
     * @param bytes its size
     * @param sha256 its hash, 64 hex digits
     */
    record Part(long bytes, String sha256) {
        public Part {
            if (bytes < 1 || bytes > (long) MOST_MIB << 20 || !sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("a dump's file of " + bytes + " bytes, SHA-256 " + sha256);
            }
        }
    }

    /** No dump. */
    record Missing(String why) implements CrashDump {

        private static final int MOST_WORDS = 300;

        public Missing {
            String clean = why.replaceAll("[^\\x20-\\x7e]", "?").strip();
            why = clean.length() > MOST_WORDS ? clean.substring(0, MOST_WORDS) : clean;
            if (why.isEmpty()) {
                throw new IllegalArgumentException("no dump, and no word why");
            }
        }
    }
}
