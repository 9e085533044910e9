/** The command that serves. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.cli;
