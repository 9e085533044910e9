package org.kpulse.bisect.graph;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.errors.AmbiguousObjectException;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.RepositoryNotFoundException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevSort;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;

/**
 * The candidates between good and bad ends in a git repository, as git bisect takes them: reachable from bad, from no good. Only reads.
 *
 * @param graph the candidates, named by their full object ids
 * @param subjects first lines of the candidates' messages, a stranger's text
 * @param touching the candidates that change one of the paths asked for; all if none was asked for
 * @param mergeBases object ids of commits to be tested as good before the search is believed, because a good end is no ancestor
 *     of the bad one; empty if all are. If one of them is bad, the good end lacks the change because it was undone there
 * @param notices what a person should know, one sentence each
 */
public record GitRange(
        CommitGraph graph, List<String> subjects, BitSet touching, List<String> mergeBases, List<String> notices) {

    /** Candidates, unless somebody says another number: which of them contains which takes a 16th of its square in bytes. */
    public static final int MOST = 100_000;

    /**
     * What to read.
     *
     * @param repository a work tree, a {@code .git} or a bare repository
     * @param good revisions without the change, at least one
     * @param bad a revision with it
     * @param paths files or directories that the culprit must touch; empty for any
     * @param most candidates; more are refused
     */
    public record Request(Path repository, List<String> good, String bad, List<String> paths, int most) {

        public Request(Path repository, List<String> good, String bad, List<String> paths) {
            this(repository, good, bad, paths, MOST);
        }

        public Request {
            good = List.copyOf(good);
            paths = List.copyOf(paths);
            if (good.isEmpty()) {
                throw new UsageException("A bisection needs a good revision.");
            }
        }
    }

    public GitRange {
        subjects = List.copyOf(subjects);
        touching = (BitSet) touching.clone();
        mergeBases = List.copyOf(mergeBases);
        notices = List.copyOf(notices);
    }

    @Override
    public BitSet touching() {
        return (BitSet) touching.clone();
    }

    /**
     * Reads a range.
     *
     * @throws UsageException in one sentence: no repository, an unknown revision, nothing between the ends, no common history, a
     *     shallow clone that ends within the range, no commit that touches the paths
     * @throws InfraException if the repository cannot be read
     */
    public static GitRange read(Request request) {
        try (Repository repository = open(request.repository());
                RevWalk walk = new RevWalk(repository)) {
            RevCommit bad = commit(repository, walk, request.bad());
            List<RevCommit> good = new ArrayList<>();
            for (String revision : request.good()) {
                good.add(commit(repository, walk, revision));
            }
            List<String> notices = new ArrayList<>();
            List<String> bases = mergeBases(walk, request, good, bad, notices);
            if (TreeWalk.forPath(repository, ".gitmodules", bad.getTree()) != null) {
                notices.add(
                        "The tree has submodules; their files are not checked out, and changes in them are not found.");
            }
            requireFew(walk, good, bad, request.most());
            List<RevCommit> candidates = candidates(walk, good, bad);
            requireCandidates(repository, request, candidates);
            BitSet touching = TouchedPaths.of(repository, candidates, request.paths());
            List<String> subjects =
                    candidates.stream().map(RevCommit::getShortMessage).toList();
            return new GitRange(graph(candidates), subjects, touching, bases, notices);
        } catch (MissingObjectException e) {
            throw new InfraException(
                    "The repository " + request.repository() + " lacks object "
                            + e.getObjectId().name() + "; is it a partial clone?",
                    e);
        } catch (IOException e) {
            throw new InfraException(
                    "The repository " + request.repository() + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Repository open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            throw new UsageException("There is no git repository at " + path + ".");
        }
        try {
            RepositoryBuilder builder =
                    new RepositoryBuilder().setMustExist(true).findGitDir(path.toFile());
            if (builder.getGitDir() == null) {
                builder.setGitDir(path.toFile());
            }
            return builder.build();
        } catch (RepositoryNotFoundException e) {
            throw new UsageException("There is no git repository at " + path + ".", e);
        }
    }

    private static RevCommit commit(Repository repository, RevWalk walk, String revision) throws IOException {
        try {
            ObjectId id = repository.resolve(revision + "^{commit}");
            if (id == null) {
                throw new UsageException("There is no commit \"" + revision + "\" in " + where(repository) + ".");
            }
            return walk.parseCommit(id);
        } catch (AmbiguousObjectException e) {
            throw new UsageException(
                    "\"" + revision + "\" may be several commits in " + where(repository) + "; give more of it.", e);
        } catch (RevisionSyntaxException | IncorrectObjectTypeException e) {
            throw new UsageException("\"" + revision + "\" names no commit in " + where(repository) + ".", e);
        }
    }

    private static String where(Repository repository) {
        return repository.isBare()
                ? String.valueOf(repository.getDirectory())
                : String.valueOf(repository.getWorkTree());
    }

    /** Where good ends are no ancestors of the bad one: the commits both come from. */
    private static List<String> mergeBases(
            RevWalk walk, Request request, List<RevCommit> good, RevCommit bad, List<String> notices)
            throws IOException {
        List<String> bases = new ArrayList<>();
        for (int i = 0; i < good.size(); i++) {
            if (!walk.isMergedInto(good.get(i), bad)) {
                if (walk.isMergedInto(bad, good.get(i))) {
                    throw new UsageException("Bad " + request.bad() + " is an ancestor of good "
                            + request.good().get(i) + "; to find what removed a change, swap them.");
                }
                walk.reset();
                walk.setRevFilter(RevFilter.MERGE_BASE);
                walk.markStart(good.get(i));
                walk.markStart(bad);
                RevCommit base = walk.next();
                walk.reset();
                walk.setRevFilter(RevFilter.ALL);
                if (base == null) {
                    throw new UsageException("Good " + request.good().get(i) + " and bad " + request.bad()
                            + " have no common history, so nothing lies between them.");
                }
                bases.add(base.name());
                notices.add("Good " + request.good().get(i) + " is no ancestor of bad " + request.bad()
                        + "; their merge base " + base.name()
                        + " must be good too, and is tested first: if it is bad, the good end undid the change.");
            }
        }
        return bases.stream().distinct().toList();
    }

    /** Before they are sorted and their graph is made, which takes memory. */
    private static void requireFew(RevWalk walk, List<RevCommit> good, RevCommit bad, int most) throws IOException {
        walk.reset();
        walk.sort(RevSort.NONE);
        mark(walk, good, bad);
        int count = 0;
        while (count <= most && walk.next() != null) {
            count++;
        }
        if (count > most) {
            throw new UsageException("More than " + most
                    + " commits lie between good and bad, the most that are searched" + " here; name nearer ends.");
        }
    }

    private static void mark(RevWalk walk, List<RevCommit> good, RevCommit bad) throws IOException {
        walk.markStart(bad);
        for (RevCommit commit : good) {
            walk.markUninteresting(commit);
        }
    }

    private static List<RevCommit> candidates(RevWalk walk, List<RevCommit> good, RevCommit bad) throws IOException {
        walk.reset();
        walk.sort(RevSort.TOPO, true);
        walk.sort(RevSort.REVERSE, true);
        mark(walk, good, bad);
        List<RevCommit> candidates = new ArrayList<>();
        for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
            candidates.add(commit);
        }
        return candidates;
    }

    private static void requireCandidates(Repository repository, Request request, List<RevCommit> candidates)
            throws IOException {
        if (candidates.isEmpty()) {
            throw new UsageException("Nothing lies between good " + String.join(", ", request.good()) + " and bad "
                    + request.bad() + ": they contain the same commits.");
        }
        Set<ObjectId> shallow = repository.getObjectDatabase().getShallowCommits();
        if (!shallow.isEmpty() && candidates.stream().anyMatch(shallow::contains)) {
            throw new UsageException("The repository " + where(repository)
                    + " is a shallow clone that ends within the range; get the rest with: git fetch --unshallow");
        }
    }

    private static CommitGraph graph(List<RevCommit> candidates) {
        Map<ObjectId, Integer> numbers = new HashMap<>();
        List<String> names = new ArrayList<>();
        int[][] parents = new int[candidates.size()][];
        for (int i = 0; i < parents.length; i++) {
            RevCommit commit = candidates.get(i);
            parents[i] = new int[commit.getParentCount()];
            for (int p = 0; p < parents[i].length; p++) {
                parents[i][p] = numbers.getOrDefault(commit.getParent(p).getId(), CommitGraph.GOOD);
            }
            numbers.put(commit.getId(), i);
            names.add(commit.name());
        }
        return new CommitGraph(names, parents);
    }
}
