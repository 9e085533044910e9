/** Benchmarks: recipes, their validator, suites, and how a program's output becomes values of metrics. */
@NullMarked
package org.kpulse.harness.benchmark;

import org.jspecify.annotations.NullMarked;
