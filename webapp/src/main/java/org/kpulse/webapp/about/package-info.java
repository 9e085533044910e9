/** What Kpulse says of itself. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.about;
