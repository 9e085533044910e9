package org.kpulse.harness.build;

import java.util.List;
import java.util.Optional;
import org.kpulse.harness.progress.Progress;

/** A tree whose branches and tags are looked at. */
public final class WatchedTree {

    private final SourceTree tree;

    WatchedTree(SourceTree tree) {
        this.tree = tree;
    }

    /** Branches and tags as they are now; an {@link org.kpulse.harness.fault.InfraException} when it cannot be fetched. */
    public List<TreeHead> heads(Progress progress) {
        return tree.heads(progress);
    }

    /** The newest tag below a commit, in its history, if there is one. */
    public Optional<String> tagBelow(String commit) {
        return tree.tagBelow(commit);
    }

    /** Whether a commit contains an older one; if not, the branch that went from one to the other was rewritten. */
    public boolean contains(String commit, String older) {
        return tree.contains(commit, older);
    }
}
