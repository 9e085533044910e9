package org.kpulse.harness.cli;

import picocli.CommandLine.Command;

/** What the statistics do where the truth is known. */
@Command(
        name = "simulate",
        description = "Error rates, power and coverage of Kpulse's verdicts on simulated kernels.",
        subcommands = {SimulateCompare.class, SimulateIndex.class, SimulateDetect.class})
final class SimulateCommand extends Group {}
