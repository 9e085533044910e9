/** What got slower, at one look. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.inbox;
