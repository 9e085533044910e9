/** Which kernels are to be compared with what, where and when: decisions that touch nothing outside. */
@NullMarked
package org.kpulse.harness.policy;

import org.jspecify.annotations.NullMarked;
