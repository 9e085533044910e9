/** kernel.org: its list of releases, and the releases themselves. */
@NullMarked
package org.kpulse.harness.sources.kernelorg;

import org.jspecify.annotations.NullMarked;
