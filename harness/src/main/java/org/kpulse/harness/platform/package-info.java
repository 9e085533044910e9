/** Platforms: classes of identical machines whose series are comparable. */
@NullMarked
package org.kpulse.harness.platform;

import org.jspecify.annotations.NullMarked;
