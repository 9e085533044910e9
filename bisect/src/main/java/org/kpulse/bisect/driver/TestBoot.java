package org.kpulse.bisect.driver;

import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.kpulse.bisect.request.Wanted;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.run.TestResult;
import org.kpulse.harness.store.BootQuery;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.TestQuery;

/** What a boot says of a test that is looked for. */
final class TestBoot {

    private final Database database;
    private final int retries;

    /** @param retries fresh boots after one that ended before the test, at most */
    TestBoot(Database database, int retries) {
        this.database = database;
        this.retries = retries;
    }

    /**
     * Makes the boot, unless it was made, and says how it ended. A result is a sample, also where the kernel failed during the test; a
     * kernel that does not get as far is booted afresh, and in the end not testable.
     *
     * @param make makes the boot with so many retries
     */
    ProbeLab.Boot of(Wanted.Test wanted, long job, int boot, IntConsumer make) {
        BootQuery.Boot ended = boot(wanted, job, boot);
        for (int tries = 0; tries <= retries; tries++) {
            if (sample(wanted, job, boot, ended).isPresent()) {
                break;
            }
            make.accept(tries);
            ended = boot(wanted, job, boot);
        }
        Optional<ProbeLab.Boot> said = sample(wanted, job, boot, ended);
        if (said.isPresent()) {
            return said.get();
        }
        if (ended.attempts().contains(RunState.KERNEL_FAILED)) {
            return new ProbeLab.Untestable(ended.fault(), ended.seconds());
        }
        throw new InfraException("Boot " + boot + " of job " + job + " failed: " + ended.fault());
    }

    private BootQuery.Boot boot(Wanted.Test wanted, long job, int boot) {
        return new BootQuery(database).of(job, boot, wanted.benchmark(), "");
    }

    private Optional<ProbeLab.Boot> sample(Wanted.Test wanted, long job, int boot, BootQuery.Boot ended) {
        List<TestResult> results = new TestQuery(database).ofBoot(job, boot, wanted.benchmark(), wanted.test());
        if (results.isEmpty()) {
            return ended.finished()
                    ? Optional.of(new ProbeLab.Untestable(wanted + " did not run.", ended.seconds()))
                    : Optional.empty();
        }
        return Optional.of(of(results.get(results.size() - 1), ended.seconds()));
    }

    /** 1 where the test failed or gave no answer, 0 where it passed or failed in the known way; a skipped one says nothing. */
    static ProbeLab.Boot of(TestResult result, double seconds) {
        if (result.outcome().failed()) {
            return new ProbeLab.Sample(1, seconds);
        }
        return result.outcome().passed()
                ? new ProbeLab.Sample(0, seconds)
                : new ProbeLab.Untestable("Test " + result.test() + " is skipped: " + result.reason(), seconds);
    }
}
