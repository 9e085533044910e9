/** A candidate kernel against a base kernel, metric by metric: change, interval, verdict. */
@NullMarked
package org.kpulse.analysis.comparison;

import org.jspecify.annotations.NullMarked;
