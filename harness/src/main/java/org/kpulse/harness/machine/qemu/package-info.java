/** The QEMU driver: the embedded pool of machines. */
@NullMarked
package org.kpulse.harness.machine.qemu;

import org.jspecify.annotations.NullMarked;
