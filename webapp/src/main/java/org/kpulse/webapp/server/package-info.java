/** What all pages and answers share: settings, failures and how they look. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.server;
