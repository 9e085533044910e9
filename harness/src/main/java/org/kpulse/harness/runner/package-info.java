/** Boots kernels on machines and turns what comes out into runs. */
@NullMarked
package org.kpulse.harness.runner;

import org.jspecify.annotations.NullMarked;
