/** The host Kpulse runs on: its processor, load and stolen time. */
@NullMarked
package org.kpulse.harness.host;

import org.jspecify.annotations.NullMarked;
