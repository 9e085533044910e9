/** Archives of strangers: decompressed, checked entry by entry, within limits. */
@NullMarked
package org.kpulse.harness.sources.archive;

import org.jspecify.annotations.NullMarked;
