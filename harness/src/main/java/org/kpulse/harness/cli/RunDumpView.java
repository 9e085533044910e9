package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.profile.CrashDump;
import org.kpulse.harness.store.CrashDumpStore;
import org.kpulse.harness.store.Database;

/** The crash dump of a run: its files, or why there is none. */
final class RunDumpView implements CollectedView {

    @Override
    public String key() {
        return "crash_dump";
    }

    @Override
    public Optional<String> text(Database database, long run) {
        return new CrashDumpStore(database).ofRun(run).map(dump -> text(dump, run));
    }

    @Override
    public Optional<Map<String, @Nullable Object>> json(Database database, long run) {
        return new CrashDumpStore(database).ofRun(run).map(RunDumpView::json);
    }

    static String text(CrashDump dump, long run) {
        if (dump instanceof CrashDump.Kept kept) {
            return String.format(
                    Locale.ROOT,
                    "%ncrash dump, %.1f s after the crash; its log: kpulse runs log --dmesg %d%n%s%s",
                    kept.took().toNanos() / 1e9,
                    run,
                    line(CrashDump.CORE_FILE, kept.core()),
                    line(CrashDump.LOG_FILE, kept.log()));
        }
        return "\ncrash dump: none, " + ((CrashDump.Missing) dump).why() + "\n";
    }

    private static String line(String file, CrashDump.Part part) {
        return String.format(Locale.ROOT, "  %-11s  %,d bytes, SHA-256 %s%n", file, part.bytes(), part.sha256());
    }

    static Map<String, @Nullable Object> json(CrashDump dump) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (dump instanceof CrashDump.Kept kept) {
            object.put("seconds", kept.took().toNanos() / 1e9);
            object.put("core", json(CrashDump.CORE_FILE, kept.core()));
            object.put("log", json(CrashDump.LOG_FILE, kept.log()));
        } else {
            object.put("missing", ((CrashDump.Missing) dump).why());
        }
        return object;
    }

    private static Map<String, @Nullable Object> json(String file, CrashDump.Part part) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("file", file);
        object.put("bytes", part.bytes());
        object.put("sha256", part.sha256());
        return object;
    }
}
