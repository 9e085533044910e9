package org.kpulse.harness.cli;

import picocli.CommandLine;

/**
 * Commands of a module that knows this one, such as {@code bisect}. Found on the class path by {@link java.util.ServiceLoader}, so that
 * the one command line has them without this module knowing theirs.
 */
public interface CommandModule {

    /**
     * Adds commands to the root or to one of its groups.
     *
     * @param factory to make them with: a command whose constructor takes a {@link Context} gets it
     */
    void addTo(CommandLine root, CommandLine.IFactory factory);
}
