/** The state directory: where Kpulse keeps what it fetched, built and measured. */
@NullMarked
package org.kpulse.harness.state;

import org.jspecify.annotations.NullMarked;
