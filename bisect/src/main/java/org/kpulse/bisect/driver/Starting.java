package org.kpulse.bisect.driver;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.kpulse.bisect.graph.GitRange;
import org.kpulse.bisect.graph.PriorWeights;
import org.kpulse.bisect.request.Asked;
import org.kpulse.bisect.request.BisectionRequest;
import org.kpulse.bisect.request.BisectionRequest.Terms;
import org.kpulse.bisect.request.BisectionRequest.Where;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.bisect.store.Beforehand;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.Candidates;
import org.kpulse.harness.benchmark.Benchmark;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.store.Database;

/** Begins bisections: from revisions of a tree to a stored row with its candidates. */
public final class Starting {

    private final Lab lab;

    public Starting(Lab lab) {
        this.lab = lab;
    }

    /**
     * Where to look in a tree.
     *
     * @param tree a name in kpulse.yaml, a path or a URL
     * @param good revisions without the change
     * @param bad revision with it
     * @param paths only commits that touch one of these may be the culprit; all may if there are none
     * @param most commits between, more are refused
     */
    public record Revisions(String tree, List<String> good, String bad, List<String> paths, int most) {
        public Revisions(String tree, List<String> good, String bad, List<String> paths) {
            this(tree, good, bad, paths, GitRange.MOST);
        }
    }

    /** The candidates between revisions that exist, and the exact ends. */
    public static final class Range {

        private final String tree;
        private final List<String> good;
        private final String bad;
        private final GitRange range;

        private Range(String tree, List<String> good, String bad, GitRange range) {
            this.tree = tree;
            this.good = List.copyOf(good);
            this.bad = bad;
            this.range = range;
        }

        /** What is sought between them. */
        public BisectionRequest request(Wanted wanted, Where where, Terms terms) {
            return new BisectionRequest(tree, good, bad, wanted, where, terms);
        }

        private Candidates candidates() {
            return new Candidates(
                    range.graph(),
                    Arrays.stream(PriorWeights.flat(range)).boxed().toList(),
                    range.subjects());
        }
    }

    /** A request and the commits it is about. */
    public record Prepared(Range range, BisectionRequest request) {}

    /** Finds all that a bisection needs to begin; a {@link org.kpulse.harness.fault.UsageException} says what of it makes no sense. */
    public Prepared prepare(Revisions revisions, Asked asked, Where where) {
        Wanted wanted = asked.wanted(lab.catalog().find(asked.sought().program()));
        Terms terms = asked.terms(wanted);
        where.all().forEach(EmbeddedPool::requireKnown);
        Range range = range(revisions);
        return new Prepared(range, range.request(wanted, where, terms));
    }

    /** Finds the commits between; a {@link org.kpulse.harness.fault.UsageException} where there are none. */
    public Range range(Revisions revisions) {
        GitKernels kernels = lab.gitKernels(build -> {});
        KernelRef.Git end = exact(kernels, revisions, revisions.bad());
        List<String> goods = revisions.good().stream()
                .map(good -> exact(kernels, revisions, good).revision())
                .toList();
        GitRange range = GitRange.read(new GitRange.Request(
                kernels.repository(end), goods, end.revision(), revisions.paths(), revisions.most()));
        range.notices().forEach(lab.progress()::warn);
        if (kernels.hasUncommittedChanges(end)) {
            lab.progress()
                    .warn("uncommitted changes in " + revisions.tree()
                            + " are not part of any commit and are not built");
        }
        return new Range(end.tree(), goodEnds(range, goods), end.revision(), range);
    }

    private KernelRef.Git exact(GitKernels kernels, Revisions revisions, String revision) {
        KernelRef.Git ref;
        try {
            ref = new KernelRef.Git(revisions.tree(), revision, List.of());
        } catch (IllegalArgumentException e) {
            throw new UsageException("\"" + revision + "\" is no revision: " + e.getMessage() + ".", e);
        }
        return (KernelRef.Git) kernels.resolve(ref, lab.progress());
    }

    /** The merge bases stand for good ends that are no ancestors of the bad one. */
    private static List<String> goodEnds(GitRange range, List<String> goods) {
        List<String> ends = new ArrayList<>(range.mergeBases());
        goods.stream().filter(g -> !ends.contains(g)).forEach(ends::add);
        return ends;
    }

    /**
     * Stores a bisection, which begins when somebody carries it out.
     *
     * @param comparison the one whose regression it is, if it is one's
     */
    public long store(Database database, Prepared prepared, OptionalLong comparison) {
        BisectionRequest request = prepared.request();
        Range range = prepared.range();
        Wanted wanted = request.wanted();
        Benchmark recipe = lab.catalog().find(wanted.benchmark());
        Map<String, Beforehand> known = new LinkedHashMap<>();
        for (String platform : request.where().all()) {
            known.put(platform, new Known(database).of(platform, request.tree(), wanted, recipe));
        }
        long id = new BisectionStore(database).create(request, range.candidates(), known, comparison);
        lab.progress()
                .step("bisection " + id + ": " + range.range.graph().size() + " commits, looking for " + wanted + " on "
                        + String.join(", then ", request.platforms()));
        return id;
    }
}
