/** Who is to blame: faults of the kernel under test and faults of ours are different types. */
@NullMarked
package org.kpulse.harness.fault;

import org.jspecify.annotations.NullMarked;
