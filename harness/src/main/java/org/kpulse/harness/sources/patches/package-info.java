/** Where series of patches arrive as mails: a Maildir or a directory, of which nothing is ever changed. */
@NullMarked
package org.kpulse.harness.sources.patches;

import org.jspecify.annotations.NullMarked;
