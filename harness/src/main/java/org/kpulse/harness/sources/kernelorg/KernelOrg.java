package org.kpulse.harness.sources.kernelorg;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.http.Http;
import org.kpulse.harness.http.Response;
import org.kpulse.harness.http.ServerTrouble;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Found;
import org.kpulse.harness.sources.PollFailed;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.sources.Source;

/** kernel.org's list of releases. Its memory is the ETag and the date of the last list and what was asked, one a line, so that an unchanged one is not sent again. */
public final class KernelOrg implements Source {

    private static final int MOST_BYTES = 4 << 20;
    private static final int MOST_REMARKS = 3;

    private final KernelOrgSettings settings;
    private final Duration interval;
    private final Http http;

    public KernelOrg(Config config, Clock clock) {
        this.settings = KernelOrgSettings.of(config);
        this.interval = Duration.ofSeconds(config.number(ConfigKey.KERNEL_ORG_INTERVAL));
        this.http = new Http(settings.addresses().hosts(), settings.addresses().list(), clock);
    }

    @Override
    public String name() {
        return "kernel.org";
    }

    @Override
    public String place() {
        return settings.addresses().releases().toString();
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Found poll(String memory, Progress progress) throws PollFailed {
        try (Response response = http.get(settings.addresses().releases(), unlessChanged(memory))) {
            if (response.status() == 304) {
                return new Found(List.of(), memory, List.of());
            }
            if (response.status() != 200) {
                throw new PollFailed(
                        response.uri() + " answers with status " + response.status() + ".", Optional.empty(), null);
            }
            String next = response.header("ETag").orElse("") + "\n"
                    + response.header("Last-Modified").orElse("") + "\n" + question();
            return poll(ReleasesFile.parse(response.bytes(MOST_BYTES)), next);
        } catch (ServerTrouble e) {
            throw new PollFailed(sentence(String.valueOf(e.getMessage())), e.retryAfter(), e);
        } catch (IOException e) {
            throw new PollFailed("Cannot read " + place() + ": " + e.getMessage() + ".", Optional.empty(), e);
        } catch (ReleasesFile.NotReleases e) {
            throw new PollFailed(place() + " is no list of releases: " + e.getMessage() + ".", Optional.empty(), e);
        }
    }

    private static String sentence(String words) {
        return words.startsWith("http")
                ? words + "."
                : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + ".";
    }

    /** Where and for what was asked: with another one, an unchanged list has something new. */
    private String question() {
        return place() + " " + String.join(",", settings.lines());
    }

    private Map<String, String> unlessChanged(String memory) {
        List<String> lines = memory.lines().toList();
        Map<String, String> headers = new LinkedHashMap<>();
        if (lines.size() != 3 || !lines.get(2).equals(question())) {
            return headers;
        }
        if (!lines.get(0).isBlank()) {
            headers.put("If-None-Match", lines.get(0));
        }
        if (!lines.get(1).isBlank()) {
            headers.put("If-Modified-Since", lines.get(1));
        }
        return headers;
    }

    private Found poll(ReleasesFile file, String memory) {
        List<Seen> kernels = file.releases().stream()
                .filter(release -> settings.lines().contains(release.moniker()))
                .sorted(Comparator.comparing(Release::version))
                .map(release -> new Seen(
                        "release:" + release.version(), release.moniker(), release.endOfLife(), release.released()))
                .toList();
        List<String> remarks = new ArrayList<>(
                file.ignored().subList(0, Math.min(MOST_REMARKS, file.ignored().size())));
        if (file.ignored().size() > MOST_REMARKS) {
            remarks.add("and " + (file.ignored().size() - MOST_REMARKS) + " more that cannot be understood");
        }
        return new Found(kernels, memory, remarks);
    }
}
