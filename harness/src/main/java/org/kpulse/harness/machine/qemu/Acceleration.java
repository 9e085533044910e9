package org.kpulse.harness.machine.qemu;

import java.util.Locale;

/** How QEMU executes the guest. */
public enum Acceleration {
    /** In hardware. Only when a real boot showed that it works. */
    KVM,
    /** By translation; always there. */
    TCG;

    /** As stored and printed: {@code kvm} or {@code tcg}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
