/** What people have reviewed, as files that any web server can serve. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.publish;
