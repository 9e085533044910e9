package org.kpulse.analysis.behaviour;

import java.util.Map;

/**
 * One covariate of the host, one finite number a boot.
 *
 * @param covariate which
 * @param byBoot its value by the boot's id
 */
public record HostValues(HostCovariate covariate, Map<String, Double> byBoot) {

    public HostValues {
        byBoot = BootValues.checked("host covariate " + covariate, byBoot);
    }
}
