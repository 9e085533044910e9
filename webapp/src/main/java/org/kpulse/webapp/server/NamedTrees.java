package org.kpulse.webapp.server;

import java.util.List;
import java.util.stream.Collectors;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.fault.Suggestion;

/** Git trees that may be named over the network: those of the configuration, because a path would be a file of this host. */
public final class NamedTrees {

    private static final int MOST = 20;

    private final List<String> names;

    public NamedTrees(Config config) {
        this.names = config.trees().keySet().stream().sorted().toList();
    }

    /** All, sorted. */
    public List<String> names() {
        return names;
    }

    /**
     * The name, if there is such a tree.
     *
     * @param parameter that said so
     * @throws BadParameter if there is none
     */
    public String require(String parameter, String name) {
        if (!names.contains(name)) {
            throw new BadParameter(
                    parameter,
                    "\"" + name + "\" is no tree of the configuration"
                            + (names.isEmpty()
                                    ? ", which has none."
                                    : ";" + Suggestion.sentence(name, names) + " known: "
                                            + names.stream().limit(MOST).collect(Collectors.joining(", ")) + "."));
        }
        return name;
    }
}
