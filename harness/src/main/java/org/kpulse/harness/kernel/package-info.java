/** Kernels to test: references, where they come from, and what they are made of. */
@NullMarked
package org.kpulse.harness.kernel;

import org.jspecify.annotations.NullMarked;
