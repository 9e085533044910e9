/** Regressions: their states, what moves them, how much they matter. Pure decisions; {@code store} keeps them. */
@org.jspecify.annotations.NullMarked
package org.kpulse.harness.regression;
