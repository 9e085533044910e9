/**
 * What a search costs and how often it is right where the truth is known, beside simpler ways to search ({@code kpulse simulate
 * bisect}). Seeded: equal options give equal numbers, on however many processors.
 */
@NullMarked
package org.kpulse.bisect.simulation;

import org.jspecify.annotations.NullMarked;
