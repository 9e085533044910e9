/** What was measured in the form of KCIDB, the common database of kernel tests. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.kcidb;
