package com.github.kagkarlsson.scheduler;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets a test do what db-scheduler's own threads do, one thing at a time and in the test's thread. */
public final class ByHand {

    private ByHand() {}

    /** A scheduler that is never started; it runs what is due in the thread that asks. */
    public static Scheduler of(SchedulerBuilder builder) {
        return builder.executorService(new Here()).build();
    }

    /** Takes what is due now and runs it to its end. */
    public static void due(Scheduler scheduler) {
        scheduler.executeDue();
    }

    /** Looks for executions whose heart does not beat any more. */
    public static void dead(Scheduler scheduler) {
        scheduler.detectDeadExecutions();
    }

    private static final class Here extends AbstractExecutorService {
        @Override
        public void execute(Runnable command) {
            command.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
