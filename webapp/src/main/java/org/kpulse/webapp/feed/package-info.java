/** Lists of what happened, for feed readers. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.feed;
