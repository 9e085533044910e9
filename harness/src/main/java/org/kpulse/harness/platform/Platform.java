package org.kpulse.harness.platform;

/**
 * A class of identical machines; series are comparable only within one. Two platforms of one name with another processor,
 * accelerator or emulator are different platforms.
 *
 * @param name as the user names it: {@code qemu-time}
 * @param kind what its machines measure
 * @param architecture of the guest
 * @param acceleration {@code tcg}, {@code kvm} or {@code none} for real hardware
 * @param cpus processors the kernel sees
 * @param memoryMib memory the kernel sees, MiB
 * @param processor model of the processor that executes: the host's for time, the emulator and its version for instructions
 */
public record Platform(
        String name,
        Kind kind,
        Architecture architecture,
        String acceleration,
        int cpus,
        int memoryMib,
        String processor) {

    /** What a platform's machines measure. Results of the two kinds are never mixed in one index. */
    public enum Kind {
        /** Wall-clock time. */
        TIME,
        /** Executed instructions, deterministic for one seed. */
        INSTRUCTIONS;

        /** As stored and printed: {@code time} or {@code instructions}. */
        public String label() {
            return this == TIME ? "time" : "instructions";
        }
    }

    public Platform {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,62}")) {
            throw new IllegalArgumentException("platform name must be lower-case letters, digits and dashes: " + name);
        }
        if (cpus < 1 || memoryMib < 64) {
            throw new IllegalArgumentException("platform " + name + " needs at least 1 CPU and 64 MiB");
        }
    }
}
