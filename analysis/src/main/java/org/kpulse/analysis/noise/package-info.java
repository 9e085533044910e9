/** How much a metric varies when nothing changed, and what that says beforehand about the next comparison. */
@NullMarked
package org.kpulse.analysis.noise;

import org.jspecify.annotations.NullMarked;
