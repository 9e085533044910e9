/** Tests: how they ended, kernel by kernel. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.tests;
