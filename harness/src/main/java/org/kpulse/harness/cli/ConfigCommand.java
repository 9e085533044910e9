package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.config.PatchesKey;
import org.kpulse.harness.config.PatchesSettings;
import org.kpulse.harness.config.PolicyKey;
import org.kpulse.harness.config.PolicySettings;
import org.kpulse.harness.config.Setting;
import org.kpulse.harness.config.TreeKey;
import org.kpulse.harness.config.TreeSettings;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;

/** The configuration. */
@Command(
        name = "config",
        description = "The configuration: flag > KPULSE_... > ./kpulse.yaml > ~/.config/kpulse/config.yaml > built-in.",
        subcommands = {ConfigCommand.Print.class, ConfigCommand.Check.class})
final class ConfigCommand extends Group {

    /** Prints it. */
    @Command(name = "print", description = "Print every key with its value and where that was said.")
    static final class Print extends Leaf {

        Print(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Config config = context.config(common);
            if (common.json) {
                Map<String, Object> all = new LinkedHashMap<>();
                for (ConfigKey key : ConfigKey.values()) {
                    all.put(
                            key.key(),
                            Map.of(
                                    "value",
                                    config.text(key),
                                    "origin",
                                    config.setting(key).origin()));
                }
                trees(config, (name, tree) -> all.put(name, Map.of("value", tree.value(), "origin", tree.origin())));
                policies(config, (name, said) -> all.put(name, Map.of("value", said.value(), "origin", said.origin())));
                patches(config, (name, said) -> all.put(name, Map.of("value", said.value(), "origin", said.origin())));
                context.json(all);
                return 0;
            }
            Table table = new Table(4, "key", "value", "said by", "meaning");
            for (ConfigKey key : ConfigKey.values()) {
                table.row(key.key(), config.text(key), config.setting(key).origin(), key.meaning());
            }
            trees(
                    config,
                    (name, tree) -> table.row(name, tree.value(), tree.origin(), "of a git tree for git:NAME#..."));
            policies(config, (name, said) -> table.row(name, said.value(), said.origin(), "of a policy"));
            patches(config, (name, said) -> table.row(name, said.value(), said.origin(), "where patches arrive"));
            context.print(table.text());
            return 0;
        }

        private static void policies(Config config, BiConsumer<String, Setting> each) {
            for (PolicySettings policy : config.policySettings()) {
                for (PolicyKey key : PolicyKey.values()) {
                    Optional.ofNullable(policy.said().get(key))
                            .ifPresent(said -> each.accept("policies." + policy.name() + "." + key.key(), said));
                }
            }
        }

        private static void patches(Config config, BiConsumer<String, Setting> each) {
            for (PatchesSettings watch : config.patchesSettings()) {
                for (PatchesKey key : PatchesKey.values()) {
                    Optional.ofNullable(watch.said().get(key))
                            .ifPresent(said -> each.accept("patches." + watch.name() + "." + key.key(), said));
                }
            }
        }

        private static void trees(Config config, BiConsumer<String, Setting> each) {
            for (TreeSettings tree : config.treeSettings()) {
                for (TreeKey key : TreeKey.values()) {
                    Optional.ofNullable(tree.said().get(key))
                            .ifPresent(said -> each.accept("trees." + tree.name() + "." + key.key(), said));
                }
            }
        }
    }

    /** Checks it. */
    @Command(name = "check", description = "Check the configuration; exit 2 with the first mistake's file and line.")
    static final class Check extends Leaf {

        Check(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            context.config(common);
            if (common.json) {
                context.json(Map.of("ok", true));
            } else {
                context.print("the configuration is well\n");
            }
            return 0;
        }
    }
}
