/** Runs: one boot of one kernel on one machine and all that was measured in it. */
@NullMarked
package org.kpulse.harness.run;

import org.jspecify.annotations.NullMarked;
