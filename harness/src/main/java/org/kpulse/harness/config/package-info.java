/** Configuration: flag > environment > ./kpulse.yaml > the user's file > built-in. */
@NullMarked
package org.kpulse.harness.config;

import org.jspecify.annotations.NullMarked;
