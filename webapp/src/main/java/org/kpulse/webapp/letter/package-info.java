/** What reports say, as plain text of 78 columns. Pure. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.letter;
