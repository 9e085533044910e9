/** The crash suite: every way to crash a kernel that we know of, in a fresh guest each, and whether it is told for what it is. */
@NullMarked
package org.kpulse.harness.crashsuite;

import org.jspecify.annotations.NullMarked;
