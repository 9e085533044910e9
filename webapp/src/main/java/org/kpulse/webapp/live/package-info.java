/** What is under way, as it changes: server-sent events, by which a page renews itself. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.live;
