package org.kpulse.bisect.simulation;

/** Ways to search. */
public enum Method {
    /** {@link org.kpulse.bisect.search}. */
    KPULSE,
    /** git bisect, each commit run k times and its mean compared with the middle between the ends, which are run k times each. */
    GIT_REPEATS,
    /** A search by posterior like ours that is told only whether each run was nearer to the bad end, and does not mind builds. */
    BERNOULLI,
    /** git bisect, each commit run until a sequential test (Wald) says good or bad. */
    SEQUENTIAL
}
