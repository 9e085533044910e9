/** Machines: the port, the QEMU driver, and how the end of a boot is understood. */
@NullMarked
package org.kpulse.harness.machine;

import org.jspecify.annotations.NullMarked;
