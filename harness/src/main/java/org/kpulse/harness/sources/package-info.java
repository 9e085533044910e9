/** Where new kernels are noticed: what is watched, when, and what was seen. */
@NullMarked
package org.kpulse.harness.sources;

import org.jspecify.annotations.NullMarked;
