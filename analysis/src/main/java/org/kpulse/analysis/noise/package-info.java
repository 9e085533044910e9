/** How much a metric varies when nothing changed, what that says beforehand about the next comparison, and whether a machine drifted. */
@NullMarked
package org.kpulse.analysis.noise;

import org.jspecify.annotations.NullMarked;
