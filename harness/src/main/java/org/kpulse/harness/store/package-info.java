/** The PostgreSQL database: opening and migrating it, and one small store or query class for each word of the glossary. */
@NullMarked
package org.kpulse.harness.store;

import org.jspecify.annotations.NullMarked;
