/** How requests are worked on: who takes what, when it is handed back, how it ends. */
@NullMarked
package org.kpulse.harness.queue;

import org.jspecify.annotations.NullMarked;
