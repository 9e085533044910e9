/** Runs and one run, with all that was stored of it. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.runs;
