/** Charts as SVG that the server writes. */
@org.jspecify.annotations.NullMarked
package org.kpulse.webapp.chart;
