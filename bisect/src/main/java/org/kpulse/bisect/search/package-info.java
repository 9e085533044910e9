/** The search itself. */
@NullMarked
package org.kpulse.bisect.search;

import org.jspecify.annotations.NullMarked;
