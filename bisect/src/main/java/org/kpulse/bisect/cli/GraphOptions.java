package org.kpulse.bisect.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.graph.CommitGraph;
import org.kpulse.bisect.graph.GitRange;
import org.kpulse.bisect.graph.GraphText;
import org.kpulse.harness.fault.UsageException;
import picocli.CommandLine.Option;

/** The history that is bisected: a line, a graph in a file, or a range of a local repository. */
final class GraphOptions {

    private static final int MOST_COMMITS = 1_000_000;

    @Option(
            names = "--commits",
            paramLabel = "N",
            description = "A line of so many commits (default ${DEFAULT-VALUE}).")
    int commits = 1000;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "Instead of a line: a file with a line a commit, its number and those of its parents,"
                    + " - for one outside.")
    @Nullable
    Path graph;

    @Option(
            names = "--repository",
            paramLabel = "DIR",
            description = "Instead of a line: a git repository, with --good and --bad.")
    @Nullable
    Path repository;

    @Option(names = "--good", paramLabel = "REV", description = "Good end; may be given several times.")
    List<String> good = List.of();

    @Option(names = "--bad", paramLabel = "REV", description = "Bad end (default ${DEFAULT-VALUE}).")
    String bad = "HEAD";

    CommitGraph graph() {
        if (graph != null) {
            try {
                return GraphText.parse(Files.readString(graph));
            } catch (IOException e) {
                throw new UsageException("Cannot read the commit graph " + graph + ".", e);
            }
        }
        if (repository != null) {
            return GitRange.read(new GitRange.Request(repository, good, bad, List.of()))
                    .graph();
        }
        if (commits < 1 || commits > MOST_COMMITS) {
            throw new UsageException("--commits lies between 1 and " + MOST_COMMITS + ", not at " + commits + ".");
        }
        return CommitGraph.line(commits);
    }
}
