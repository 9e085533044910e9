package org.kpulse.bisect.graph;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilterGroup;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.kpulse.harness.fault.UsageException;

/** Which commits change certain paths. A merge does if what it has there is what none of its parents has. */
final class TouchedPaths {

    private TouchedPaths() {}

    /**
     * The numbers of those commits; all if there are no paths.
     *
     * @throws UsageException if no commit touches them
     */
    static BitSet of(Repository repository, List<RevCommit> commits, List<String> paths) throws IOException {
        BitSet touching = new BitSet();
        if (paths.isEmpty()) {
            touching.set(0, commits.size());
            return touching;
        }
        TreeFilter filter = AndTreeFilter.create(named(paths), TreeFilter.ANY_DIFF);
        try (ObjectReader reader = repository.newObjectReader();
                RevWalk walk = new RevWalk(reader);
                TreeWalk trees = new TreeWalk(reader)) {
            for (int i = 0; i < commits.size(); i++) {
                touching.set(i, touches(walk, trees, filter, walk.parseCommit(commits.get(i))));
            }
        }
        if (touching.isEmpty()) {
            throw new UsageException("None of the " + commits.size() + " commits in the range touches "
                    + String.join(", ", paths) + ".");
        }
        return touching;
    }

    private static boolean touches(RevWalk walk, TreeWalk trees, TreeFilter filter, RevCommit commit)
            throws IOException {
        if (commit.getParentCount() == 0) {
            trees.reset(commit.getTree());
            trees.addTree(new EmptyTreeIterator());
            return differs(trees, filter);
        }
        for (RevCommit parent : commit.getParents()) {
            trees.reset(commit.getTree(), walk.parseCommit(parent).getTree());
            if (!differs(trees, filter)) {
                return false;
            }
        }
        return true;
    }

    private static boolean differs(TreeWalk trees, TreeFilter filter) throws IOException {
        trees.setFilter(filter);
        trees.setRecursive(true);
        return trees.next();
    }

    private static TreeFilter named(List<String> paths) {
        try {
            return PathFilterGroup.createFromStrings(paths);
        } catch (IllegalArgumentException e) {
            throw new UsageException(
                    "Paths are relative to the top of the tree and not empty, unlike one of " + String.join(", ", paths)
                            + ".",
                    e);
        }
    }
}
