package org.kpulse.harness.cli;

import org.kpulse.harness.runner.Version;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The root of all commands. */
@Command(
        name = "kpulse",
        description = "Tests Linux kernels for performance regressions, with a known error rate.",
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = KpulseCommand.VersionLine.class,
        subcommands = {
            RunCommand.class,
            PatchCommand.class,
            CompareCommand.class,
            WhyCommand.class,
            ReachCommand.class,
            IndexCommand.class,
            RunsCommand.class,
            TestsCommand.class,
            CrashesCommand.class,
            RegressionsCommand.class,
            KernelsCommand.class,
            SourcesCommand.class,
            QueueCommand.class,
            PlanCommand.class,
            WorkerCommand.class,
            BenchmarksCommand.class,
            SuitesCommand.class,
            MachinesCommand.class,
            ExportCommand.class,
            GuestCommand.class,
            DbCommand.class,
            DemoDataCommand.class,
            ConfigCommand.class,
            NoiseCommand.class,
            SimulateCommand.class,
            KpulseCommand.Completion.class
        },
        footer = {
            "",
            "kpulse test [--full] runs Kpulse's own tests.",
            "",
            "Exit codes: 0 fine (no regression), 1 regression found, 2 usage, 3 infrastructure failure,",
            "4 inconclusive, 70 internal error."
        })
final class KpulseCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    boolean version;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "a command is needed, such as kpulse run");
    }

    /** The version line. */
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"kpulse " + Version.VERSION};
        }
    }

    /** Prints a completion script for bash and zsh. */
    @Command(
            name = "completion",
            description = "Print a completion script for bash and zsh: source <(kpulse completion)")
    static final class Completion implements Runnable {

        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli
        CommandSpec spec;

        @Option(
                names = {"-h", "--help"},
                usageHelp = true,
                description = "Show this help and exit.")
        boolean help;

        @Override
        public void run() {
            CommandLine root = spec.root().commandLine();
            root.getOut().print(AutoComplete.bash(root.getCommandName(), root));
            root.getOut().flush();
        }
    }
}
