package org.kpulse.harness.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.process.Subprocess;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.EntryLock;
import org.kpulse.harness.state.FileTrees;

/**
 * One tree below the state directory: {@code git} (a bare repository: a mirror of a remote one, or one that borrows the objects of
 * a local one, which is only read) and {@code source} (a work tree with the files of one commit). There is no {@code .git} in
 * {@code source}, so nothing that a Makefile may write decides what git does. Its lock must be held to change the files.
 */
final class SourceTree {

    /** What a git that was killed may leave. */
    private static final List<String> LEFTOVERS = List.of("index.lock", "HEAD.lock", "rebase-apply", "ORIG_HEAD.lock");

    private final TreeAddress address;
    private final GitProgram git;
    private final Path directory;

    /** @param trees directory of all trees */
    SourceTree(TreeAddress address, GitProgram git, Path trees) {
        this.address = address;
        this.git = git;
        this.directory = trees.resolve(address.key());
    }

    Path directory() {
        return directory;
    }

    Path source() {
        return directory.resolve("source");
    }

    private Path repository() {
        return directory.resolve("git");
    }

    /** The right to use this tree's files; waits for another builder. */
    EntryLock lock(Progress progress) {
        Path file = directory.resolve("lock");
        Optional<EntryLock> free = EntryLock.tryTake(file);
        if (free.isPresent()) {
            return free.get();
        }
        progress.step("waiting for another Kpulse that is building from " + address.text());
        return EntryLock.take(file);
    }

    /** Full hash of the commit that a revision means now; a {@link UsageException} when there is none. */
    String commit(String revision, Progress progress) {
        Subprocess.Result found = address instanceof TreeAddress.Remote remote
                ? parsed(revision, remote, progress)
                : parsed(revision, (TreeAddress.Local) address);
        String hash = found.out().strip();
        if (found.exitCode() != 0 || !hash.matches("[0-9a-f]{40}([0-9a-f]{24})?")) {
            throw new UsageException("There is no commit " + revision + " in " + address.text() + ".");
        }
        return hash;
    }

    private Subprocess.Result parsed(String revision, TreeAddress.Local local) {
        Subprocess.Result there = git.ask(local.repository(), "rev-parse", "--git-dir");
        if (there.exitCode() != 0) {
            throw new UsageException(local.repository() + " cannot be used: " + GitProgram.words(there) + ".");
        }
        return git.ask(local.repository(), parse(revision));
    }

    private Subprocess.Result parsed(String revision, TreeAddress.Remote remote, Progress progress) {
        open();
        boolean fixed = revision.matches("[0-9a-f]{40}")
                || git.bare(repository(), "show-ref", "--verify", "--quiet", "refs/tags/" + revision)
                                .exitCode()
                        == 0;
        Subprocess.Result known = git.bare(repository(), parse(revision));
        if (fixed && known.exitCode() == 0) {
            return known;
        }
        fetch(remote, progress);
        return git.bare(repository(), parse(revision));
    }

    /** Brings the mirror to what the remote one has now; a server that is silent for two minutes is given up. */
    private void fetch(TreeAddress.Remote remote, Progress progress) {
        progress.step("tree " + address.text() + ": fetching from " + remote.url());
        GitProgram.check(
                git.bare(
                        repository(),
                        "-c",
                        "http.followRedirects=false",
                        "-c",
                        "http.lowSpeedLimit=1000",
                        "-c",
                        "http.lowSpeedTime=120",
                        "-c",
                        "transfer.fsckObjects=true",
                        "fetch",
                        "--quiet",
                        "--prune",
                        "--no-auto-gc",
                        remote.url().toString(),
                        "+refs/heads/*:refs/heads/*",
                        "+refs/tags/*:refs/tags/*"),
                "Fetching from " + remote.url());
    }

    /** Branches and tags as they are now; fetched first where the tree is a remote one. What is no commit is left out. */
    List<TreeHead> heads(Progress progress) {
        String[] list = {"for-each-ref", "--format=" + TreeHead.FORMAT, "refs/heads", "refs/tags"};
        if (address instanceof TreeAddress.Local local) {
            return TreeHead.parse(GitProgram.check(git.ask(local.repository(), list), "Reading " + address.text())
                    .out());
        }
        open();
        EntryLock.take(directory.resolve("fetch.lock")).during(() -> {
            fetch((TreeAddress.Remote) address, progress);
            return true;
        });
        return TreeHead.parse(GitProgram.check(git.bare(repository(), list), "Reading " + address.text())
                .out());
    }

    /** Whether a commit contains another; not, where one of them is not there. */
    boolean contains(String commit, String older) {
        String[] ask = {"merge-base", "--is-ancestor", older, commit};
        Subprocess.Result answer = address instanceof TreeAddress.Local local
                ? git.ask(local.repository(), ask)
                : git.bare(repository(), ask);
        return answer.exitCode() == 0;
    }

    /** The newest tag below a commit, in its history; empty if there is none or the commit is not there. */
    Optional<String> tagBelow(String commit) {
        String[] ask = {"describe", "--tags", "--abbrev=0", commit + "^"};
        Subprocess.Result answer = address instanceof TreeAddress.Local local
                ? git.ask(local.repository(), ask)
                : git.bare(repository(), ask);
        return answer.exitCode() == 0
                ? answer.out().lines().findFirst().filter(tag -> tag.matches("[!-~]{1,200}"))
                : Optional.empty();
    }

    private static String[] parse(String revision) {
        return new String[] {"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"};
    }

    /** First line of a commit's message, printable ASCII, at most 72 characters. */
    String subject(String commit) {
        open();
        String said = GitProgram.check(
                        git.bare(repository(), "log", "-1", "--no-show-signature", "--format=%s", commit),
                        "Reading commit " + commit)
                .out();
        String clean = said.lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "?");
        return clean.substring(0, Math.min(72, clean.length()));
    }

    /** A mail whose patch takes a commit back, a merge against its first parent; nothing of it is a stranger's but the lines it removes and adds. */
    String takenBack(String commit) {
        open();
        String patch = GitProgram.check(
                        git.bare(
                                repository(),
                                "diff",
                                "-R",
                                "--binary",
                                "--full-index",
                                "--no-color",
                                "--no-renames",
                                "--no-ext-diff",
                                "--no-textconv",
                                commit + "^1",
                                commit),
                        "Reading commit " + commit)
                .out();
        return "From " + commit + " Mon Sep 17 00:00:00 2001\nFrom: kpulse <kpulse@localhost>\n"
                + "Date: Mon, 1 Jan 2024 00:00:00 +0000\nSubject: [PATCH] Take back " + commit + "\n\n---\n" + patch
                + "-- \nkpulse\n";
    }

    /** Where git finds the objects: the user's own repository, or the mirror of a remote one. */
    Path objects() {
        if (address instanceof TreeAddress.Local local) {
            return local.repository();
        }
        open();
        return repository();
    }

    /** Makes the repository if there is none; the objects of a local one are borrowed where they are now. */
    private void open() {
        Path objects = repository().resolve("objects");
        try {
            Files.createDirectories(source());
            if (!Files.isRegularFile(repository().resolve("HEAD")) || !Files.isDirectory(objects)) {
                GitProgram.check(
                        git.bare(repository(), "init", "--quiet", "--bare", "--template="),
                        "Making a repository for " + address.text());
            }
            if (address instanceof TreeAddress.Local local) {
                Subprocess.Result place = GitProgram.check(
                        git.ask(local.repository(), "rev-parse", "--path-format=absolute", "--git-path", "objects"),
                        "Reading " + local.repository());
                Files.createDirectories(objects.resolve("info"));
                Files.writeString(
                        objects.resolve("info/alternates"), place.out().strip() + "\n");
            }
        } catch (IOException e) {
            throw new InfraException("Cannot use " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    /** Puts the files of a commit into {@link #source()}; those that are there already keep their times. */
    void checkOut(String commit) {
        open();
        try {
            for (String leftover : LEFTOVERS) {
                FileTrees.delete(repository().resolve(leftover));
            }
        } catch (IOException e) {
            throw new InfraException("Cannot use " + repository() + ": " + e.getMessage() + ".", e);
        }
        GitProgram.check(
                git.work(repository(), source(), "checkout", "--quiet", "--force", "--detach", commit),
                "Checking out " + commit + " of " + address.text());
        GitProgram.check(git.work(repository(), source(), "clean", "-ffdxq"), "Cleaning " + source());
    }

    /** Applies patches on top of what is checked out; the reason why one does not apply. */
    Optional<String> apply(List<Patch> patches) {
        for (Patch patch : patches) {
            Path copy = directory.resolve("patch.mbox");
            try {
                Files.writeString(copy, patch.content(), StandardCharsets.ISO_8859_1);
            } catch (IOException e) {
                throw new InfraException("Cannot write " + copy + ": " + e.getMessage() + ".", e);
            }
            List<String> am = new ArrayList<>(List.of("-c", "core.hooksPath=/dev/null", "-c", "commit.gpgSign=false"));
            am.addAll(List.of("am", "--quiet", "--no-3way", "--keep-non-patch", copy.toString()));
            Subprocess.Result result = git.work(repository(), source(), am.toArray(String[]::new));
            if (result.exitCode() != 0) {
                String said = result.err() + "\n" + result.out();
                if (said.contains("No space left on device")) {
                    throw new InfraException("The disk of " + directory + " is full.");
                }
                return Optional.of(PatchRefusal.reason(patch, said));
            }
        }
        return Optional.empty();
    }
}
