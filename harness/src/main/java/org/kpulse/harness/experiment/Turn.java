package org.kpulse.harness.experiment;

import java.util.Optional;

/**
 * How long one may use the machines. It is asked before each boot; a boot that was begun is made to its end. Asked by several
 * threads at a time.
 */
public interface Turn {

    /** As long as it takes. */
    Turn UNLIMITED = Optional::empty;

    /** Why no further boot is to be begun; empty: go on. */
    Optional<String> over();
}
