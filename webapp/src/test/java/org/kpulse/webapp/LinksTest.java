package org.kpulse.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.TestResult;
import org.kpulse.webapp.compare.Stored;
import org.kpulse.webapp.reports.Drafting;
import org.kpulse.webapp.reports.ReportSettings;

/** Whatever a page links to is there. */
class LinksTest {

    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final int MOST = 1500;

    @TempDir
    Path home;

    private static void fill(Site site) {
        Stored stored = new Stored(site.database());
        long base = stored.kernel("debian:1", 'a');
        long candidate = stored.kernel(Stored.HOSTILE, 'b');
        stored.experiment(base, candidate, 1.2);
        stored.failed(stored.begun(base, candidate), 0, new InfraFault(InfraFault.Kind.EMULATOR_CRASH, "it is gone"));
        History history = new History(site.database(), "qemu-instructions", Platform.Kind.INSTRUCTIONS);
        history.measured("git:a#1", 10, 10.1, 10.2);
        long kernel = history.measured(History.HOSTILE, 12, 12.1, 12.2);
        history.save(
                new RunSlot(history.job(kernel), 0, 0, 7),
                Optional.empty(),
                List.of(),
                List.of(new TestResult("fsystest", "area/odd-name", TestResult.Outcome.FAIL, 0.5, "because", "<i>")));
        new Drafting(site.database(), new ReportSettings("", "", List.of(), List.of(), Map.of()))
                .regression(1, "ann", List.of());
    }

    @Test
    void everyLinkOfEveryPageLeadsToSomethingOfThisServer() {
        try (Site site = Site.open(home)) {
            fill(site);
            Map<String, String> seen = new LinkedHashMap<>(Map.of("/", "start"));
            ArrayDeque<String> todo = new ArrayDeque<>(seen.keySet());
            List<String> wrong = new ArrayList<>();
            while (!todo.isEmpty() && seen.size() < MOST) {
                String path = todo.remove();
                HttpResponse<String> answer = site.get(path);
                if (answer.statusCode() != 200) {
                    wrong.add(answer.statusCode() + " " + path + " (from " + seen.get(path) + ")");
                }
                if (!answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
                    continue;
                }
                Matcher links = LINK.matcher(answer.body());
                while (links.find()) {
                    String link = links.group(1).replace("&amp;", "&").replaceFirst("#.*", "");
                    if (!link.isEmpty() && !link.startsWith("/")) {
                        wrong.add("another host: " + link + " (from " + path + ")");
                    } else if (!link.isEmpty() && seen.putIfAbsent(link, path) == null) {
                        todo.add(link);
                    }
                }
            }

            assertThat(wrong).isEmpty();
            assertThat(seen.keySet())
                    .anyMatch(path -> path.startsWith("/series/"))
                    .anyMatch(path -> path.startsWith("/tests/"))
                    .anyMatch(path -> path.startsWith("/benchmarks/"))
                    .anyMatch(path -> path.startsWith("/compare?"))
                    .contains("/regressions/1", "/regressions/1/history.csv")
                    .contains("/regressions.atom", "/reports.atom", "/bisections.atom")
                    .contains("/reports/1", "/reports/1.txt", "/reports/1/history.csv")
                    .hasSizeLessThan(MOST);
        }
    }
}
