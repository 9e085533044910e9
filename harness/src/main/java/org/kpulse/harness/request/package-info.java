/** What is asked of the lab, and what became of it. */
@NullMarked
package org.kpulse.harness.request;

import org.jspecify.annotations.NullMarked;
