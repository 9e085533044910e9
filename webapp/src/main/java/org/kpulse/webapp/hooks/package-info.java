/** Webhooks: other programs are told what happened, until they took it or it is given up. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.hooks;
