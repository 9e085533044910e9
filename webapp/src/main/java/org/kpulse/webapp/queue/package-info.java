/** Requests: what is asked for, what became of it, and what the policies want next. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.queue;
