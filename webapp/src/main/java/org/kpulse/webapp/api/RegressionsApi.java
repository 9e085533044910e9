package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.cli.RegressionLines;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.regressions.Bisecting;
import org.kpulse.webapp.regressions.RegressionActs;
import org.kpulse.webapp.regressions.Remeasuring;
import org.kpulse.webapp.regressions.StateFilter;
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

/** Regressions for programs. */
@RestController
@RequestMapping("/api/v1/regressions")
@Tag(name = "regressions")
class RegressionsApi {

    private final RegressionStore regressions;
    private final RegressionActs acts;
    private final Bisecting bisecting;
    private final Remeasuring remeasuring;

    RegressionsApi(Database database, RegressionActs acts, Bisecting bisecting, Remeasuring remeasuring) {
        this.regressions = new RegressionStore(database);
        this.acts = acts;
        this.bisecting = bisecting;
        this.remeasuring = remeasuring;
    }

    /**
     * A verdict.
     *
     * @param version that was seen: another one by now is a conflict
     * @param verdict noise, infra, duplicate, accepted and so on, as on the page
     * @param of number of the other regression, for duplicates
     */
    record Verdict(
            int version,
            String verdict,
            @Nullable Long of,
            @Nullable String note) {}

    /**
     * What is to be acted on.
     *
     * @param version that was seen: another one by now is a conflict
     */
    record AsSeen(int version) {}

    @GetMapping
    @Operation(summary = "Those in a state, open, closed or all, with their impact, the newest first")
    ResponseEntity<Listing<Map<String, @Nullable Object>>> list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        Listing.Asked asked = Listing.Asked.of(limit, cursor);
        return Listing.of(
                        asked,
                        regressions.before(StateFilter.of(state).states(), asked.before(), asked.limit() + 1),
                        held -> held.row().id())
                .map(RegressionLines::json)
                .answer();
    }

    @GetMapping("/{id}")
    @Operation(
            summary =
                    "One regression with its calls, bisections and history: what kpulse regressions show --json prints")
    Map<String, @Nullable Object> one(@PathVariable long id) {
        HeldRegression held =
                regressions.held(id).orElseThrow(() -> new NotFound("There is no regression " + id + "."));
        return RegressionLines.json(held, regressions.bisections(id), regressions.events(id));
    }

    @PostMapping("/{id}/judge")
    @Operation(summary = "Store a verdict, which no recomputation overrides")
    Map<String, @Nullable Object> judge(
            @PathVariable long id, @RequestBody Verdict verdict, Principal who, HttpServletRequest request) {
        acts.judge(
                id,
                verdict.version(),
                new RegressionActs.Said(
                        verdict.verdict(),
                        Optional.ofNullable(verdict.of()).map(String::valueOf).orElse(null),
                        verdict.note()),
                Actor.of(who, request));
        return one(id);
    }

    @PostMapping("/{id}/bisect")
    @Operation(
            summary =
                    "Begin bisections of it, which a worker or kpulse bisect resume carries out; answers their numbers")
    Map<String, List<Long>> bisect(
            @PathVariable long id, @RequestBody AsSeen seen, Principal who, HttpServletRequest request) {
        return Map.of("bisections", bisecting.begin(id, seen.version(), Actor.of(who, request)));
    }

    @PostMapping("/{id}/again")
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(summary = "Ask for its kernels to be measured once more; answers the number of the request")
    Map<String, Long> again(
            @PathVariable long id, @RequestBody AsSeen seen, Principal who, HttpServletRequest request) {
        return Map.of("request", remeasuring.ask(id, seen.version(), Actor.of(who, request)));
    }
}
