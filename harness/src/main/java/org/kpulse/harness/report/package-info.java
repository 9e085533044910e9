/** What a person or a program is told: the main job's outcome as text and as JSON. */
@NullMarked
package org.kpulse.harness.report;

import org.jspecify.annotations.NullMarked;
