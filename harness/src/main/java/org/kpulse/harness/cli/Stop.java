package org.kpulse.harness.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.kpulse.harness.store.embedded.EmbeddedPostgres;

/**
 * Ctrl-C and SIGTERM: the main thread is interrupted, ends its machines, gives back locks and the database, and only then does
 * the process end. Children are killed by the code that started them, as it is left.
 */
final class Stop {

    private static final long PATIENCE_SECONDS = 40;

    private final CountDownLatch done = new CountDownLatch(1);

    private Stop() {}

    /** From now on a signal interrupts the calling thread. */
    static Stop onSignals() {
        Stop stop = new Stop();
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop.interrupt(main), "stop"));
        return stop;
    }

    private void interrupt(Thread main) {
        if (done.getCount() == 0) {
            return;
        }
        main.interrupt();
        try {
            if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("kpulse: did not stop in " + PATIENCE_SECONDS + " s; ending all the same.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        EmbeddedPostgres.closeAll();
    }

    /** The command has ended and cleaned up. */
    void done() {
        done.countDown();
    }
}
