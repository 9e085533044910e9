/** The embedded pool: which machines this host offers, and how they were found to work. */
@NullMarked
package org.kpulse.harness.pool;

import org.jspecify.annotations.NullMarked;
