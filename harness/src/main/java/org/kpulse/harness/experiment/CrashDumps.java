package org.kpulse.harness.experiment;

import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.runner.Prepared;

/** Which boots of one platform are made ready to leave a crash dump. Thread-safe. */
final class CrashDumps {

    /** When boots are made ready; {@code run.crash-dump}. */
    enum When {
        OFF,
        /** Boots of a kernel that has crashed, until it has left a dump. */
        AFTER_CRASH,
        ALWAYS;

        static When of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /** Makes a kernel ready. */
    interface Maker {
        Prepared dumping(Prepared plain);
    }

    private final When when;
    private final Maker maker;
    private final Progress progress;
    /** By the initramfs without: both sides may be one kernel. */
    private final Map<Path, Prepared> made = new HashMap<>();

    private final Set<Side> crashed = EnumSet.noneOf(Side.class);
    private final Set<Side> dumped = EnumSet.noneOf(Side.class);
    private final Set<String> said = new HashSet<>();
    private boolean impossible;

    CrashDumps(When when, Maker maker, Progress progress) {
        this.when = when;
        this.maker = maker;
        this.progress = progress;
    }

    /** What to boot next: the kernel as it is, or made ready to leave a dump. */
    synchronized Prepared of(Side side, Prepared plain) {
        boolean after = when == When.AFTER_CRASH && crashed.contains(side) && !dumped.contains(side);
        boolean wanted = when == When.ALWAYS || after;
        if (!wanted || impossible) {
            return plain;
        }
        @Nullable Prepared ready = made.get(plain.initramfs());
        try {
            if (ready == null) {
                ready = maker.dumping(plain);
                made.put(plain.initramfs(), ready);
            }
            return ready;
        } catch (InfraException e) {
            impossible = true;
            say("no crash dumps: " + e.getMessage());
            return plain;
        }
    }

    /**
     * What counts of a boot: a kernel that is ready to leave a dump lies in another memory, which shifts what it measures by up to a
     * percent, so that its samples are only compared with those of boots that were ready too.
     */
    RunRecord counted(RunRecord run, Prepared booted) {
        return booted.dumps() && when != When.ALWAYS ? run.withoutMeasurements() : run;
    }

    /** Boots of this kernel in an earlier invocation ended like this. */
    synchronized void earlier(Side side, Collection<RunState> states) {
        if (states.contains(RunState.KERNEL_FAILED)) {
            crashed.add(side);
        }
    }

    /** A boot was made. */
    synchronized void note(Side side, RunRecord run) {
        earlier(side, Set.of(run.state()));
        run.collected().forEach(each -> {
            if (each instanceof CrashDump.Kept kept) {
                dumped.add(side);
                progress.step(String.format(
                        Locale.ROOT,
                        "crash dump, %.1f s after the crash: %s/%s",
                        kept.took().toMillis() / 1000.0,
                        run.logDirectory(),
                        CrashDump.CORE_FILE));
            } else if (each instanceof CrashDump.Missing none) {
                say("no crash dump: " + none.why());
            }
        });
    }

    private void say(String what) {
        if (said.add(what)) {
            progress.warn(what);
        }
    }
}
