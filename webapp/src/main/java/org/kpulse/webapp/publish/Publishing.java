package org.kpulse.webapp.publish;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.runner.Version;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.reports.ReportSettings;
import tools.jackson.databind.json.JsonMapper;

/** Publishes what people have reviewed as a directory of files. */
public final class Publishing {

    private final Database database;
    private final ReportSettings settings;
    private final Clock clock;

    public Publishing(Database database, ReportSettings settings, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Writes the site, whole or not at all.
     *
     * @return what was written, as the file {@value SiteDirectory#MARK} of the site has it
     * @throws org.kpulse.harness.fault.UsageException if something else is there
     */
    public Map<String, Object> to(Path out) {
        SiteDirectory directory = SiteDirectory.at(out);
        Publication all = new PublicationQuery(database, settings).gather(clock);
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("made_by", "kpulse publish");
        written.put("version", Version.VERSION);
        written.put("at", all.at().toString());
        written.put("platforms", all.series().size());
        written.put(
                "regressions",
                all.regressions().stream().map(each -> each.held().row().id()).toList());
        written.put(
                "comparisons",
                all.comparisons().stream().map(Publication.Frozen::id).toList());
        written.put("kernels", all.kernels().keySet().stream().sorted().toList());
        directory.replace(files -> {
            List<String> paths = new ArrayList<>();
            new SiteWriter().write(all, (path, content) -> {
                files.write(path, content);
                paths.add(path);
            });
            written.put("files", paths);
            files.write(
                    SiteDirectory.MARK,
                    JsonMapper.shared().writeValueAsString(written).getBytes(StandardCharsets.UTF_8));
        });
        return written;
    }
}
