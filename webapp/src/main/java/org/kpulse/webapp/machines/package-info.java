/** Platforms and their machines. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.machines;
