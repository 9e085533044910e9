/** Exact profiles: what every kernel function executed in each benchmark, on platforms that count instructions. */
@NullMarked
package org.kpulse.harness.profile;

import org.jspecify.annotations.NullMarked;
