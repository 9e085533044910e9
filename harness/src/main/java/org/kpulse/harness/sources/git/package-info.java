/** Git trees whose branches and tags are watched. */
@NullMarked
package org.kpulse.harness.sources.git;

import org.jspecify.annotations.NullMarked;
