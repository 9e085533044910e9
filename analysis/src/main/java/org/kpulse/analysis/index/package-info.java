/** One number a kernel and platform: the weighted geometric mean of its ratios to the base. */
@NullMarked
package org.kpulse.analysis.index;

import org.jspecify.annotations.NullMarked;
