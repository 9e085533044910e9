/** What a person sees while Kpulse works: steps on standard error. */
@NullMarked
package org.kpulse.harness.progress;

import org.jspecify.annotations.NullMarked;
