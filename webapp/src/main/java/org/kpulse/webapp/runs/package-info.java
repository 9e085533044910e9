/** Runs: the list, and all of one. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.runs;
