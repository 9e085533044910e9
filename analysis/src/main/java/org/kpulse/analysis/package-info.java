/** Verdicts from samples: pure functions without I/O. */
@NullMarked
package org.kpulse.analysis;

import org.jspecify.annotations.NullMarked;
