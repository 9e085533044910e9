/** Tests, intervals and power for two small groups of boots: textbook formulas, each with its source. */
@NullMarked
package org.kpulse.analysis.inference;

import org.jspecify.annotations.NullMarked;
