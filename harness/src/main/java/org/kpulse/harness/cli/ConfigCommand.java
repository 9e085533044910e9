package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.config.NamedSettings;
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
                named(config)
                        .forEach(each -> each.forEach(
                                (key, said) -> all.put(key, Map.of("value", said.value(), "origin", said.origin()))));
                context.json(all);
                return 0;
            }
            Table table = new Table(4, "key", "value", "said by", "meaning");
            for (ConfigKey key : ConfigKey.values()) {
                table.row(key.key(), config.text(key), config.setting(key).origin(), key.meaning());
            }
            config.treeSettings().forEach(tree -> rows(table, tree, "of a git tree for git:NAME#..."));
            config.policySettings().forEach(policy -> rows(table, policy, "of a policy"));
            config.patchesSettings().forEach(watch -> rows(table, watch, "where patches arrive"));
            context.print(table.text());
            return 0;
        }

        private static Stream<NamedSettings<?>> named(Config config) {
            return Stream.of(config.treeSettings(), config.policySettings(), config.patchesSettings())
                    .flatMap(List::stream);
        }

        private static void rows(Table table, NamedSettings<?> settings, String meaning) {
            settings.forEach((key, said) -> table.row(key, said.value(), said.origin(), meaning));
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
