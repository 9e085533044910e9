/** Verdicts from samples: pure functions without I/O. This package holds the words; formulas and sources: docs/statistics.md. */
@NullMarked
package org.kpulse.analysis;

import org.jspecify.annotations.NullMarked;
