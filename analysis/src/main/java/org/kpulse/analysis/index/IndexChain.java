package org.kpulse.analysis.index;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.analysis.AnalysisException;

/**
 * A long series of indices over changes of the baseline or the suite, without jumps: the chained index of official statistics (International
 * Monetary Fund and others (2004), Producer Price Index Manual, chapter 15). On the log scale
 * {@code linked = index + sum of the shifts of all links before it}; variances add. Immutable.
 *
 * <p>Variances add as if all estimates were independent. A kernel's own index and a link often share boots of a baseline; their errors then
 * partly cancel and the interval is wider than it need be.
 */
public final class IndexChain {

    private final List<String> stretches;
    private final List<Link> links;

    private IndexChain(List<String> stretches, List<Link> links) {
        this.stretches = List.copyOf(stretches);
        this.links = List.copyOf(links);
    }

    /** A chain of one stretch, all of whose indices have the same baseline and suite; its scale is that of the chain. */
    public static IndexChain startingWith(String stretch) {
        return new IndexChain(List.of(stretch), List.of());
    }

    /**
     * The chain with another stretch at its end.
     *
     * @param stretch name of the new baseline and suite
     * @param overlaps kernels that have an index in the last stretch so far (not linked) and in the new one
     * @throws AnalysisException if there is no overlap, or if the chain has that stretch
     */
    public IndexChain linkedTo(String stretch, List<Overlap> overlaps) {
        if (stretches.contains(stretch)) {
            throw new AnalysisException(
                    "The series has \"" + stretch + "\" already; a stretch that comes again needs another name.");
        }
        List<Link> more = new ArrayList<>(links);
        more.add(new Link(stretches.get(stretches.size() - 1), stretch, overlaps));
        List<String> longer = new ArrayList<>(stretches);
        longer.add(stretch);
        return new IndexChain(longer, more);
    }

    /**
     * An index of one of the stretches on the scale of the first.
     *
     * @param index by the baseline and suite of {@code stretch}
     * @param confidence of the interval, 0 to 1
     * @throws AnalysisException if the chain has no such stretch
     */
    public LinkedIndex linked(String stretch, IndexEstimate index, double confidence) {
        int at = stretches.indexOf(stretch);
        if (at < 0) {
            throw new AnalysisException("There is no link to \"" + stretch + "\": the series has only " + stretches
                    + "; link it by a kernel measured in both.");
        }
        List<IndexEstimate.Term> terms = new ArrayList<>();
        terms.add(new IndexEstimate.Term(1, index));
        double logIndex = index.logIndex();
        for (Link link : links.subList(0, at)) {
            IndexEstimate shift = link.shift();
            terms.add(new IndexEstimate.Term(1, shift));
            logIndex += shift.logIndex();
        }
        IndexEstimate linked = new IndexEstimate(logIndex, IndexEstimate.precision(terms));
        return new LinkedIndex(linked, linked.interval(confidence), links.subList(0, at));
    }

    /** All links, in order. */
    public List<Link> links() {
        return links;
    }
}
