package org.kpulse.harness.config;

import java.util.Map;

/** What the configuration says of one policy. */
public final class PolicySettings extends NamedSettings<PolicyKey> {

    PolicySettings(String name, Map<PolicyKey, Setting> said) {
        super("policies", name, said);
    }
}
