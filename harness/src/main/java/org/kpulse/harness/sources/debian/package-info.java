/** Debian's kernels as apt sees them. */
@NullMarked
package org.kpulse.harness.sources.debian;

import org.jspecify.annotations.NullMarked;
