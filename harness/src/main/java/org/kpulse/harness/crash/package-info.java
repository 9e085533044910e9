/** Crashes in a kernel's log: what kind, where, and whether it is one that was seen before. Pure. */
@NullMarked
package org.kpulse.harness.crash;

import org.jspecify.annotations.NullMarked;
