package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.bisect.cli.BisectionView;
import org.kpulse.bisect.store.BisectionRow;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.bisections.BisectionActs;
import org.kpulse.webapp.bisections.BisectionStarts;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Bisections for programs. */
@RestController
@RequestMapping("/api/v1/bisections")
@Tag(name = "bisections")
class BisectionsApi {

    private final BisectionStore bisections;
    private final BisectionActs acts;
    private final BisectionStarts starts;

    BisectionsApi(Database database, BisectionActs acts, BisectionStarts starts) {
        this.bisections = new BisectionStore(database);
        this.acts = acts;
        this.starts = starts;
    }

    /** What to seek, where, and for how much. */
    record Start(BisectionStarts.Range range, BisectionStarts.Sought sought, BisectionStarts.@Nullable Limits limits) {}

    @GetMapping
    @Operation(summary = "All bisections, the newest first")
    ResponseEntity<Listing<Map<String, @Nullable Object>>> list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "") String cursor) {
        Listing.Asked asked = Listing.Asked.of(limit, cursor);
        Listing<BisectionRow> rows =
                Listing.of(asked, bisections.list(asked.before(), asked.limit() + 1), BisectionRow::id);
        Map<Long, List<ProbeRow>> probes = bisections
                .probes()
                .lists(rows.items().stream().map(BisectionRow::id).toList());
        return rows.map(row -> new BisectionView(row).object(probes.getOrDefault(row.id(), List.of())))
                .answer();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One bisection with its probes: what kpulse bisect status --json prints")
    Map<String, ?> one(@PathVariable long id) {
        return new BisectionView(
                        bisections.find(id).orElseThrow(() -> new NotFound("There is no bisection " + id + ".")))
                .object(bisections.probes().list(id));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Begin one between two commits of a tree of the configuration: kpulse bisect start --later")
    Map<String, ?> start(@RequestBody Start start, Principal who, HttpServletRequest request) {
        BisectionStarts.Limits limits =
                start.limits() == null ? new BisectionStarts.Limits(null, null, null) : start.limits();
        return one(starts.begin(
                part("range", start.range()), part("sought", start.sought()), limits, Actor.of(who, request)));
    }

    private static <T> T part(String name, @Nullable T part) {
        if (part == null) {
            throw new BadParameter(name, "it is not said.");
        }
        return part;
    }

    @PostMapping("/{id}/{action:pause|resume|abort}")
    @Operation(summary = "Pause, resume or abort it")
    Map<String, ?> act(@PathVariable long id, @PathVariable String action, Principal who, HttpServletRequest request) {
        acts.act(id, action, Actor.of(who, request));
        return one(id);
    }
}
