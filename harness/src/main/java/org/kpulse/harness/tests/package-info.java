/** Results of tests: how a test set's output is read, and what the results of boots say of two kernels. */
@NullMarked
package org.kpulse.harness.tests;

import org.jspecify.annotations.NullMarked;
