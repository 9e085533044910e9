/** The log of what runs for ever. */
@NullMarked
package org.kpulse.harness.logs;

import org.jspecify.annotations.NullMarked;
