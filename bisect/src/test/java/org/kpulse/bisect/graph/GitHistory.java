package org.kpulse.bisect.graph;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A real git repository that a test makes commit by commit. Commits are branches too, so that they have names. */
public final class GitHistory implements AutoCloseable {

    private static final PersonIdent AUTHOR =
            new PersonIdent("A", "a@example.org", Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

    private final Path directory;
    private final Repository repository;
    private final Map<String, ObjectId> commits = new HashMap<>();
    private final Map<String, Map<String, String>> trees = new HashMap<>();

    public GitHistory(Path directory) throws IOException {
        this.directory = directory;
        this.repository = new FileRepositoryBuilder()
                .setGitDir(directory.resolve(".git").toFile())
                .build();
        repository.create();
    }

    public Path directory() {
        return directory;
    }

    public String id(String name) {
        return commits.get(name).name();
    }

    /** A commit with the files of all its parents and this one changed. */
    public GitHistory commit(String name, String file, String... parents) throws IOException {
        Map<String, String> files = new TreeMap<>();
        List<ObjectId> ids = new ArrayList<>();
        for (String parent : parents) {
            files.putAll(trees.get(parent));
            ids.add(commits.get(parent));
        }
        if (!file.isEmpty()) {
            files.put(file, name);
        }
        try (ObjectInserter inserter = repository.newObjectInserter()) {
            DirCache index = DirCache.newInCore();
            DirCacheBuilder builder = index.builder();
            for (Map.Entry<String, String> one : files.entrySet()) {
                DirCacheEntry entry = new DirCacheEntry(one.getKey());
                entry.setFileMode(FileMode.REGULAR_FILE);
                entry.setObjectId(
                        inserter.insert(Constants.OBJ_BLOB, one.getValue().getBytes(StandardCharsets.UTF_8)));
                builder.add(entry);
            }
            builder.finish();
            CommitBuilder commit = new CommitBuilder();
            commit.setTreeId(index.writeTree(inserter));
            commit.setParentIds(ids);
            commit.setAuthor(AUTHOR);
            commit.setCommitter(AUTHOR);
            commit.setMessage(name);
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            commits.put(name, id);
            trees.put(name, files);
            RefUpdate branch = repository.updateRef("refs/heads/" + name);
            branch.setNewObjectId(id);
            branch.forceUpdate();
        }
        return this;
    }

    @Override
    public void close() {
        repository.close();
    }
}
