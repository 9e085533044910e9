/** Bisections as files: the whole record, what it decides when it is decided anew, git's own form. */
@NullMarked
package org.kpulse.bisect.transcript;

import org.jspecify.annotations.NullMarked;
