/** The commands of this module; they decide nothing. */
@NullMarked
package org.kpulse.bisect.cli;

import org.jspecify.annotations.NullMarked;
