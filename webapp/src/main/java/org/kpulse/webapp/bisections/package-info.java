/** Searches for the commit that made a change, as they go. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.bisections;
