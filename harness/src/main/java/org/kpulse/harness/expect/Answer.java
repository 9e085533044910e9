package org.kpulse.harness.expect;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.fault.Blame;
import org.kpulse.harness.fault.Fault;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.fault.KernelFaultException;

/** How waiting for something on a guest's line ended. Only {@link Crashed} can be the kernel's fault. */
public sealed interface Answer {

    /**
     * It came.
     *
     * @param before what came between the last answer and it; of a flood only the end
     * @param text the text that fits
     * @param groups of the regular expression, empty text for one that took no part; empty for a plain text
     */
    record Match(String before, String text, List<String> groups) implements Answer {
        public Match {
            groups = List.copyOf(groups);
        }

        @Override
        public Match match() {
            return this;
        }
    }

    /**
     * It did not come in time. That is a fault of ours or of the test: a guest that is slow or a wrong expectation.
     *
     * @param wanted what was waited for
     * @param waited how long
     * @param last the last lines that were seen
     */
    record Late(String wanted, Duration waited, String last) implements Answer {
        @Override
        public Match match() {
            throw new InfraException(String.format(
                    Locale.ROOT,
                    "Waited %.1f s for %s on a guest's line; it did not come.%s",
                    waited.toMillis() / 1000.0,
                    wanted,
                    seen(last)));
        }
    }

    /**
     * The line ended before it came. Whether that is the kernel's doing only the machine knows, so it is ours until it says so.
     *
     * @param wanted what was waited for
     * @param last the last lines that were seen
     */
    record Ended(String wanted, String last) implements Answer {
        @Override
        public Match match() {
            throw new InfraException("A guest's line ended while " + wanted + " was waited for." + seen(last));
        }
    }

    /**
     * The kernel crashed before it came.
     *
     * @param kernel exact reference of the kernel
     * @param crash the first crash that fails a run
     * @param fault the kernel's, or ours when it is a known crash of the emulator
     * @param wanted what was waited for
     */
    record Crashed(String kernel, Crash crash, Fault fault, String wanted) implements Answer {
        @Override
        public Blame blame() {
            return fault.blame();
        }

        @Override
        public Match match() {
            if (fault instanceof KernelFault kernels) {
                throw new KernelFaultException(
                        kernel,
                        new KernelFault(kernels.kind(), crash.title() + ", while " + wanted + " was waited for."));
            }
            throw new InfraException(fault.detail());
        }
    }

    /** What came, or the reason why it did not as an exception: the kernel's fault or ours. */
    Match match();

    /** Whose fault it is that it did not come; without meaning for a match. */
    default Blame blame() {
        return Blame.OURS;
    }

    private static String seen(String last) {
        return last.isBlank() ? " Nothing was seen." : " Last lines:\n" + last;
    }
}
