/** The job bundle and the frames in which a guest reports; the same for every driver of machines. */
@NullMarked
package org.kpulse.harness.job;

import org.jspecify.annotations.NullMarked;
