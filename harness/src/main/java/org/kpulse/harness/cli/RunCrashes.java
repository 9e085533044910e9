package org.kpulse.harness.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.crash.Crash;
import org.kpulse.harness.crash.CrashTally;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.CrashQuery.OnKernel;
import org.kpulse.harness.store.CrashQuery.Position;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RunRow;

/** The crashes of a run as {@code runs show} prints them: causes with their traces, what followed in a line each. */
final class RunCrashes {

    private static final String EMULATOR = "EMULATOR_CRASH";

    private final List<Position> crashes;
    private final Map<CrashQuery.Key, OnKernel> ofKernel;
    private final RunRow run;

    RunCrashes(Database database, RunRow run) {
        CrashQuery query = new CrashQuery(database);
        this.run = run;
        this.crashes = query.ofRun(run.id());
        this.ofKernel = crashes.isEmpty() ? Map.of() : query.ofKernelOfRun(run.id());
    }

    private Optional<CrashTally> tally(Crash crash) {
        return Optional.ofNullable(ofKernel.get(new CrashQuery.Key(run.platform(), crash.signature())))
                .map(OnKernel::tally);
    }

    private boolean ofEmulator() {
        return run.faultCode().equals(Optional.of(EMULATOR));
    }

    List<Map<String, @Nullable Object>> json() {
        List<Map<String, @Nullable Object>> list = new ArrayList<>();
        for (Position each : crashes) {
            Map<String, @Nullable Object> object = CrashLines.json(each.crash());
            object.put("follows", each.follows().orElse(null));
            object.put("emulator", ofEmulator());
            object.put("kernel", tally(each.crash()).map(CrashLines::json).orElse(new LinkedHashMap<>()));
            list.add(object);
        }
        return list;
    }

    /** Begins with an empty line; empty if there was no crash. */
    String text() {
        if (crashes.isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("\ncrashes, in the order of the kernel's log");
        text.append(ofEmulator() ? "; the emulator's, not the kernel's\n" : "\n");
        for (Position each : crashes) {
            Crash crash = each.crash();
            text.append(each.follows().isPresent() ? "  follows  " : "  cause    ")
                    .append(crash.signature());
            if (each.follows().isEmpty()) {
                tally(crash)
                        .ifPresent(t ->
                                text.append("  [").append(CrashLines.boots(t)).append(" boots of this kernel]"));
                text.append("\n    ").append(crash.title()).append('\n');
                crash.trace()
                        .forEach(frame -> text.append("      ").append(frame).append('\n'));
            } else {
                text.append('\n');
            }
        }
        return text.toString();
    }
}
