/** Test sets: what test programs and suites of other people print and return, read as results. Pure. */
@NullMarked
package org.kpulse.harness.testset;

import org.jspecify.annotations.NullMarked;
