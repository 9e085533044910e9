/** The embedded PostgreSQL server: its binaries, its data directory, and its life shared by several Kpulse processes. */
@NullMarked
package org.kpulse.harness.store.embedded;

import org.jspecify.annotations.NullMarked;
