/** {@code /api/v1}: what programs ask for, in JSON that stays what it is. */
@NullMarked
package org.kpulse.webapp.api;

import org.jspecify.annotations.NullMarked;
