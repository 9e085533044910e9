package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.PlatformComparison;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.report.RunJson;
import org.kpulse.harness.report.RunReport;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.store.ComparisonRow;
import org.kpulse.harness.store.ComparisonStore;
import org.kpulse.harness.store.CrashQuery;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelRow;
import org.kpulse.harness.store.KernelStore;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.RunQuery;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.webapp.api.ApiQuery.ApiComparison;
import org.kpulse.webapp.api.ApiQuery.ApiKernel;
import org.kpulse.webapp.api.ApiQuery.ApiRun;
import org.kpulse.webapp.api.Listing.Asked;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Kernels, runs, samples and comparisons for programs. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "read")
class ReadController {

    private static final String FIFTY = "50";

    private final Database database;
    private final ApiQuery query;
    private final RunSampleLines samples;
    private final Comparison comparison;

    ReadController(Database database, ApiQuery query, RunSampleLines samples, Comparison comparison) {
        this.database = database;
        this.query = query;
        this.samples = samples;
        this.comparison = comparison;
    }

    @GetMapping("/kernels")
    @Operation(summary = "All kernels, the newest first")
    ResponseEntity<Listing<ApiKernel>> kernels(
            @RequestParam(defaultValue = FIFTY) int limit, @RequestParam(defaultValue = "") String cursor) {
        Asked asked = Asked.of(limit, cursor);
        return Listing.of(asked, query.kernels(asked), ApiKernel::id).answer();
    }

    @GetMapping("/kernels/{id}")
    @Operation(summary = "One kernel")
    ApiKernel kernel(@PathVariable long id) {
        return query.kernel(id).orElseThrow(() -> new NotFound("There is no kernel " + id + "."));
    }

    @GetMapping("/runs")
    @Operation(summary = "All runs, or those of a kernel, a platform or a state, the newest first")
    ResponseEntity<Listing<ApiRun>> runs(
            @RequestParam(defaultValue = "") String kernel,
            @RequestParam(defaultValue = "") String platform,
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = FIFTY) int limit,
            @RequestParam(defaultValue = "") String cursor) {
        Asked asked = Asked.of(limit, cursor);
        if (!state.isEmpty()
                && List.of(RunState.values()).stream()
                        .noneMatch(each -> each.name().equals(state))) {
            throw new BadParameter("state", "it is one of " + List.of(RunState.values()) + ".");
        }
        requireText("kernel", kernel);
        requireText("platform", platform);
        return Listing.of(
                        asked,
                        query.runs(asked, Map.of("kernel", kernel, "platform", platform, "state", state)),
                        ApiRun::id)
                .answer();
    }

    @GetMapping("/runs/{id}")
    @Operation(summary = "One run with provenance, steps, rollups of its metrics, tests and crashes; it never changes")
    ResponseEntity<Map<String, Object>> run(@PathVariable long id) {
        RunQuery.Detail detail =
                new RunQuery(database).show(id).orElseThrow(() -> new NotFound("There is no run " + id + "."));
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("run", query.runs(new Asked(1, id + 1), Map.of()).get(0));
        run.put("provenance", detail.provenance());
        run.put("steps", detail.steps());
        run.put("metrics", detail.metrics());
        run.put("kernel_warnings", detail.kernelWarnings());
        run.put("console_tail", detail.consoleTail());
        run.put("crashes", new CrashQuery(database).ofRun(id));
        run.put("tests", new TestQuery(database).ofRun(id));
        return frozen("run-" + id).body(run);
    }

    @GetMapping(value = "/runs/{id}/samples", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(summary = "Every sample of a run, one JSON object a line")
    ResponseEntity<String> samples(@PathVariable long id) {
        return frozen("samples-" + id)
                .contentType(MediaType.APPLICATION_NDJSON)
                .body(samples.of(id).orElseThrow(() -> new NotFound("There is no run " + id + ".")));
    }

    @GetMapping("/comparisons")
    @Operation(summary = "Frozen comparisons, or those of a candidate kernel, the newest first")
    ResponseEntity<Listing<ApiComparison>> comparisons(
            @RequestParam(defaultValue = "0") long candidate,
            @RequestParam(defaultValue = FIFTY) int limit,
            @RequestParam(defaultValue = "") String cursor) {
        Asked asked = Asked.of(limit, cursor);
        return Listing.of(asked, query.comparisons(asked, candidate), ApiComparison::id)
                .answer();
    }

    @GetMapping("/comparisons/{id}")
    @Operation(summary = "One frozen comparison with all its metrics; it never changes")
    ResponseEntity<ComparisonRow> comparison(@PathVariable long id) {
        return frozen("comparison-" + id)
                .body(new ComparisonStore(database)
                        .find(id)
                        .orElseThrow(() -> new NotFound("There is no comparison " + id + ".")));
    }

    @GetMapping("/compare")
    @Operation(
            summary = "Two kernels over all their finished runs, judged now",
            description = "The document that kpulse compare --json prints (docs/compare.schema.json).")
    Map<String, @Nullable Object> compare(
            @RequestParam long base, @RequestParam long candidate, @RequestParam(defaultValue = "") String platform) {
        KernelRow first = stored("base", base);
        KernelRow second = stored("candidate", candidate);
        if (base == candidate) {
            throw new BadParameter("candidate", "a kernel is not compared with itself.");
        }
        List<RunReport.PlatformPart> parts = new ArrayList<>();
        for (PlatformStore.PlatformRow each : new PlatformStore(database).list()) {
            if (platform.isEmpty() || platform.equals(each.platform().name())) {
                PlatformComparison part = comparison.ofKernels(each, first, second);
                if (!part.metrics().isEmpty()) {
                    parts.add(new RunReport.PlatformPart(
                            part,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            new ProfileComparison(database).ofKernels(each.id(), first, second)));
                }
            }
        }
        return RunJson.of(first, second, parts);
    }

    private KernelRow stored(String parameter, long id) {
        return new KernelStore(database)
                .find(id)
                .orElseThrow(() -> new BadParameter(parameter, "there is no kernel " + id + "."));
    }

    private static void requireText(String parameter, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new BadParameter(parameter, "it has a NUL in it.");
        }
    }

    private static ResponseEntity.BodyBuilder frozen(String tag) {
        return ResponseEntity.ok()
                .eTag(tag)
                .cacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePrivate().immutable());
    }
}
