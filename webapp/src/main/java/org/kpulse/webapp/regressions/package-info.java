/** Regressions: the list, one with its history, what operators may do with them. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.regressions;
