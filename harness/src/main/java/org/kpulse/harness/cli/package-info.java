/** The command line: parses, calls, prints; decides nothing. */
@NullMarked
package org.kpulse.harness.cli;

import org.jspecify.annotations.NullMarked;
