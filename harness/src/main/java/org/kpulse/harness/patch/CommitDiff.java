package org.kpulse.harness.patch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.kpulse.analysis.profile.CommitWeight.Touched;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.process.Subprocess;

/** What commits of a git tree touch, by the git program, against the first parent and with whole functions as context. */
public final class CommitDiff {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Commands commands;
    private final Path tree;

    /** @param tree a directory in the repository */
    public CommitDiff(Commands commands, Path tree) {
        this.commands = commands;
        this.tree = tree;
    }

    /**
     * What one commit touches.
     *
     * @param revision a commit or a range {@code a..b}, whose ends are then compared
     * @throws UsageException if there is no such repository or revision, or it changes nothing
     */
    public Touched touched(String revision) {
        if (!Files.isDirectory(tree)) {
            throw new UsageException("There is no directory " + tree + "; --tree names a git tree.");
        }
        String range = revision.contains("..") ? revision : revision + "^1.." + revision;
        Subprocess.Result said = commands.run(new Subprocess(
                List.of(
                        "git",
                        "diff",
                        "--no-color",
                        "--no-ext-diff",
                        "--no-textconv",
                        "--function-context",
                        "--end-of-options",
                        range,
                        "--"),
                tree,
                Map.of("GIT_OPTIONAL_LOCKS", "0"),
                LIMIT));
        if (said.exitCode() != 0) {
            throw new UsageException("Cannot read " + revision + " in " + tree + ": " + said.lastLine() + ".");
        }
        if (said.out().isBlank()) {
            throw new UsageException(revision + " changes nothing in " + tree + ".");
        }
        return PatchReader.read(said.out());
    }
}
