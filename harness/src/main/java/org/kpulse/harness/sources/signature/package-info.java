/** Signatures of releases by keys that are pinned. */
@NullMarked
package org.kpulse.harness.sources.signature;

import org.jspecify.annotations.NullMarked;
