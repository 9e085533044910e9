/** Reports: mails about regressions and weeks as drafts, what people do with them, and how they are sent. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.reports;
