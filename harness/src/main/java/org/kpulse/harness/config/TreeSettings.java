package org.kpulse.harness.config;

import java.util.Map;
import org.kpulse.harness.fault.UsageException;

/** What the configuration says of one git tree. */
public final class TreeSettings extends NamedSettings<TreeKey> {

    TreeSettings(String name, Map<TreeKey, Setting> said) {
        super("trees", name, said);
    }

    /** Whether new kernels in it are to be noticed. */
    public boolean isWatched() {
        return !list(TreeKey.BRANCHES).isEmpty() || !list(TreeKey.TAGS).isEmpty();
    }

    /** Its address, and where that was said. */
    Setting address() {
        return new Setting(text(TreeKey.URL), origin(TreeKey.URL));
    }

    /** A {@link UsageException} unless it has an address. */
    void require() {
        if (text(TreeKey.URL).isEmpty()) {
            throw new UsageException(origin(TreeKey.URL) + ": trees." + name() + " has no url.");
        }
    }
}
