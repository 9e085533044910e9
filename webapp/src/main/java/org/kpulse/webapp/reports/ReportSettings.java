package org.kpulse.webapp.reports;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.config.TreeKey;

/**
 * What the configuration says of reports.
 *
 * @param site where others find the pages, without / at its end; may be empty
 * @param from address that reports come from; may be empty
 * @param to whom they go to when nobody owns the tree
 * @param cc who gets copies
 * @param trees git trees by their name
 */
public record ReportSettings(String site, String from, List<String> to, List<String> cc, Map<String, KnownTree> trees) {

    public ReportSettings {
        to = List.copyOf(to);
        cc = List.copyOf(cc);
        trees = Map.copyOf(trees);
    }

    /**
     * A configured tree.
     *
     * @param address path or URL
     * @param owner mail address of who answers for it; may be empty
     */
    public record KnownTree(String name, String address, String owner) {

        /** The address, if others can reach it. */
        public String publicAddress() {
            return shown(address);
        }
    }

    /** By configuration. */
    public static ReportSettings of(Config config) {
        Map<String, KnownTree> trees = new TreeMap<>();
        config.treeSettings()
                .forEach(tree -> trees.put(
                        tree.name(), new KnownTree(tree.name(), tree.text(TreeKey.URL), tree.text(TreeKey.OWNER))));
        return new ReportSettings(
                config.text(ConfigKey.WEB_URL),
                config.text(ConfigKey.MAIL_FROM),
                config.list(ConfigKey.MAIL_TO),
                config.list(ConfigKey.MAIL_CC),
                trees);
    }

    /** The tree that a reference names by its name or address. */
    public Optional<KnownTree> tree(String named) {
        return trees.values().stream()
                .filter(tree -> tree.name().equals(named) || tree.address().equals(named))
                .findFirst();
    }

    /** A tree's address for others: empty if it lies on a disk of ours. */
    static String shown(String address) {
        return address.matches("(https|http|git)://[^\\s@]+") ? address : "";
    }

    /** Where a path of the pages is for others; empty where nobody said. */
    public String page(String path) {
        return site.isEmpty() ? "" : site + path;
    }
}
