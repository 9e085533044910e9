/** From a regression to the commit that made it. */
@NullMarked
package org.kpulse.bisect;

import org.jspecify.annotations.NullMarked;
