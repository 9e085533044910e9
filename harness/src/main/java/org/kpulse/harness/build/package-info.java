/** Kernels from source: git trees, patches, configuration, and the compilation in a sandbox. */
@NullMarked
package org.kpulse.harness.build;

import org.jspecify.annotations.NullMarked;
