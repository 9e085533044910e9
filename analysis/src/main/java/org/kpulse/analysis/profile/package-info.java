/** What moved: the kernel functions behind a change of executed instructions, from exact profiles of a few boots a side. */
@NullMarked
package org.kpulse.analysis.profile;

import org.jspecify.annotations.NullMarked;
