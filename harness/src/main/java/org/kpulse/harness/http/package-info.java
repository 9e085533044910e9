/** Asking servers of strangers: which hosts may be asked, redirects, limits of time and size, politeness. */
@NullMarked
package org.kpulse.harness.http;

import org.jspecify.annotations.NullMarked;
