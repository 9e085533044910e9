/** Bisections: what they know, and what may be done with them. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.bisections;
