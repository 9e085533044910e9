/** The web server: how it starts, what it refuses, how errors look. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.server;
