package org.kpulse.harness.platform;

import org.kpulse.harness.fault.UsageException;

/** A processor architecture, a property of kernel, guest image and platform. */
public enum Architecture {
    X86_64("x86_64", "amd64"),
    ARM64("arm64", "arm64");

    private final String kernelName;
    private final String debianName;

    Architecture(String kernelName, String debianName) {
        this.kernelName = kernelName;
        this.debianName = debianName;
    }

    /** As the kernel and the database call it: {@code x86_64}. */
    public String kernelName() {
        return kernelName;
    }

    /** As Debian calls it: {@code amd64}. */
    public String debianName() {
        return debianName;
    }

    /** The architecture with this kernel or Debian name. */
    public static Architecture of(String name) {
        for (Architecture each : values()) {
            if (each.kernelName.equals(name) || each.debianName.equals(name)) {
                return each;
            }
        }
        throw new UsageException("Unknown architecture \"" + name + "\"; known: x86_64, arm64.");
    }
}
