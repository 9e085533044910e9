/** What test programs of other people print and return (TAP, KTAP, LTP, exit codes), read as results. Pure. */
@NullMarked
package org.kpulse.harness.tests.foreign;

import org.jspecify.annotations.NullMarked;
