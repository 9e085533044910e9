/**
 * What the statistics of this module do on kernels whose truth is known: error rates, coverage, power. Seeded: equal arguments give
 * equal numbers, on however many processors.
 */
@NullMarked
package org.kpulse.analysis.simulation;

import org.jspecify.annotations.NullMarked;
