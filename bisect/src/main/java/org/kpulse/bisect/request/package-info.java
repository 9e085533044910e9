/** What somebody wants bisected. */
@NullMarked
package org.kpulse.bisect.request;

import org.jspecify.annotations.NullMarked;
