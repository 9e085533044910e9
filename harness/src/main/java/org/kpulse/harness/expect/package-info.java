/** An expect-like driver over a guest's console and shell: send a line, wait for an answer, know who is to blame when none comes. */
@NullMarked
package org.kpulse.harness.expect;

import org.jspecify.annotations.NullMarked;
