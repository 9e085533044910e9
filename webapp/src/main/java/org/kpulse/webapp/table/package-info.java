/** Tables as pages, JSON and CSV show them. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.table;
