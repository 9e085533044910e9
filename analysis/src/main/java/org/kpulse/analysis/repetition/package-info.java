/** How many boots are made, of which kernel, in which order. */
@NullMarked
package org.kpulse.analysis.repetition;

import org.jspecify.annotations.NullMarked;
