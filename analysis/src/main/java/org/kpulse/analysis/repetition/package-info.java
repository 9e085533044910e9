/** Which kernel is booted when. */
@NullMarked
package org.kpulse.analysis.repetition;

import org.jspecify.annotations.NullMarked;
