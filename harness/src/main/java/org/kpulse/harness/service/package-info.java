/** What runs for ever: polls, plans and workers. */
@NullMarked
package org.kpulse.harness.service;

import org.jspecify.annotations.NullMarked;
