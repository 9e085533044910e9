package org.kpulse.bisect.driver;

import java.util.List;
import java.util.Optional;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.CheckRow;

/** What a check of a culprit needs beside a {@link ProbeLab}. */
public interface CheckLab {

    /**
     * A reference to the bad end without a commit.
     *
     * @param revision the commit
     * @return empty if it cannot be taken back without conflicts
     */
    Optional<String> withoutCommit(BisectionRow bisection, String revision);

    /** Builds the kernel of an exact reference with a layout. */
    ProbeLab.Build buildRef(String ref, int layout);

    /** Which functions moved between the two kernels of a check that was made, where profiles say so; none elsewhere. */
    List<Moved> moved(BisectionRow bisection, CheckRow check, String culprit);

    /**
     * A function that moved.
     *
     * @param function its name
     * @param instructions more an iteration of the benchmark, negative if fewer
     * @param touched whether the culprit changes its code
     */
    record Moved(String function, double instructions, boolean touched) {}

    /** What the boots of both sides say. */
    Judgement judge(BisectionRow bisection, CheckRow check, List<Double> base, List<Double> candidate);

    /**
     * What a comparison says.
     *
     * @param result empty while more boots may decide
     * @param detail one sentence
     */
    record Judgement(Optional<CheckRow.Result> result, String detail) {}
}
