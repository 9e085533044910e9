/** Bisections in the database. */
@NullMarked
package org.kpulse.bisect.store;

import org.jspecify.annotations.NullMarked;
