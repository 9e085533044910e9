/** Recipes as pages. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.benchmarks;
