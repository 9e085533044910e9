/** Patches: what they touch. Their text is a stranger's: bounded, and never more than read. */
@NullMarked
package org.kpulse.harness.patch;

import org.jspecify.annotations.NullMarked;
