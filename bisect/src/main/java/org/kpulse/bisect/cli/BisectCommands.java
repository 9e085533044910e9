package org.kpulse.bisect.cli;

import java.util.Objects;
import org.kpulse.harness.cli.CommandModule;
import picocli.CommandLine;

/** Adds this module's commands to the command line. */
public final class BisectCommands implements CommandModule {

    @Override
    public void addTo(CommandLine root, CommandLine.IFactory factory) {
        root.addSubcommand(new CommandLine(BisectCommand.class, factory));
        Objects.requireNonNull(root.getSubcommands().get("simulate"))
                .addSubcommand(new CommandLine(SimulateBisect.class, factory));
    }
}
