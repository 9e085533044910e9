/** The main job: a candidate kernel against a base kernel, from references to verdicts. */
@NullMarked
package org.kpulse.harness.experiment;

import org.jspecify.annotations.NullMarked;
