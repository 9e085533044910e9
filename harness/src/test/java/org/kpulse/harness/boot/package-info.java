/** Tests that boot a real kernel in a real QEMU. */
@NullMarked
package org.kpulse.harness.boot;

import org.jspecify.annotations.NullMarked;
