package org.kpulse.webapp.cli;

import org.kpulse.harness.cli.CommandModule;
import picocli.CommandLine;

/** Adds this module's commands to the command line. */
public final class WebCommands implements CommandModule {

    @Override
    public void addTo(CommandLine root, CommandLine.IFactory factory) {
        root.addSubcommand(new CommandLine(UpCommand.class, factory));
        root.addSubcommand(new CommandLine(ServeCommand.class, factory));
        root.addSubcommand(new CommandLine(ReportsCommand.class, factory));
        root.addSubcommand(new CommandLine(PublishCommand.class, factory));
    }
}
