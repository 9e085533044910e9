/** Sends mails over SMTP. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.mail;
