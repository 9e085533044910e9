/** Carries bisections out: each decision is stored before it is carried out, each probe when it ended. */
@NullMarked
package org.kpulse.bisect.driver;

import org.jspecify.annotations.NullMarked;
