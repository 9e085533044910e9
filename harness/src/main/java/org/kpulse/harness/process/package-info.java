/** Child processes: started, bounded in time and output, and really killed. */
@NullMarked
package org.kpulse.harness.process;

import org.jspecify.annotations.NullMarked;
