package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.reports.ReportActs;
import org.kpulse.webapp.reports.ReportFilter;
import org.kpulse.webapp.reports.ReportLines;
import org.kpulse.webapp.reports.ReportRow;
import org.kpulse.webapp.reports.ReportStore;
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
import org.springframework.web.bind.annotation.RestController;

/** Reports for programs. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "reports")
class ReportsApi {

    private final ReportStore reports;
    private final ReportActs acts;

    ReportsApi(Database database, ReportActs acts) {
        this.reports = new ReportStore(database);
        this.acts = acts;
    }

    /**
     * What was seen.
     *
     * @param version another one by now is a conflict
     */
    record Seen(int version) {}

    /**
     * Another text and other addresses; what is left out stays.
     *
     * @param version that was seen
     */
    record Edit(
            int version,
            @Nullable String subject,
            @Nullable String body,
            @Nullable List<String> to,
            @Nullable List<String> cc) {}

    /** Where a draft is to go; without it the owner of the tree. */
    record Draft(@Nullable List<String> to) {}

    /**
     * A digest.
     *
     * @param week as 2026-W48; without it the last that is over
     * @param to without it those that the configuration names
     */
    record Digest(@Nullable String week, @Nullable List<String> to) {}

    @GetMapping("/reports")
    @Operation(summary = "Those in a state (draft, approved, sent, discarded), open or all, the newest first")
    ResponseEntity<Listing<Map<String, @Nullable Object>>> list(
            @RequestParam(defaultValue = "open") String state,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "") String cursor) {
        ReportFilter filter = ReportFilter.of(state)
                .orElseThrow(() ->
                        new BadParameter("state", "it is one of " + String.join(", ", ReportFilter.words()) + "."));
        Listing.Asked asked = Listing.Asked.of(limit, cursor);
        return Listing.of(asked, reports.list(filter.states(), asked.limit() + 1, asked.before()), ReportRow::id)
                .map(ReportLines::json)
                .answer();
    }

    @GetMapping("/reports/{id}")
    @Operation(summary = "One report with its text and history; its addresses are for operators")
    Map<String, @Nullable Object> one(@PathVariable long id, HttpServletRequest request) {
        ReportRow report = reports.find(id).orElseThrow(() -> new NotFound("There is no report " + id + "."));
        return ReportLines.json(report, reports.events(id), request.isUserInRole("OPERATOR"));
    }

    @PostMapping("/regressions/{id}/report")
    @Operation(summary = "Draft the report of a regression: 201, or 200 with the open one that is there already")
    ResponseEntity<Map<String, @Nullable Object>> draft(
            @PathVariable long id,
            @RequestBody(required = false) @Nullable Draft draft,
            Principal who,
            HttpServletRequest request) {
        String to = draft == null ? "" : given(draft.to());
        return drafted(acts.draft(id, to, Actor.of(who, request)), request);
    }

    @PostMapping("/reports/digest")
    @Operation(summary = "Draft the digest of a week: 201, or 200 with the one that is there already")
    ResponseEntity<Map<String, @Nullable Object>> digest(
            @RequestBody(required = false) @Nullable Digest digest, Principal who, HttpServletRequest request) {
        Digest asked = digest == null ? new Digest(null, null) : digest;
        return drafted(acts.digest(asked.week(), given(asked.to()), Actor.of(who, request)), request);
    }

    private static String given(@Nullable List<String> addresses) {
        return addresses == null ? "" : String.join(",", addresses);
    }

    private ResponseEntity<Map<String, @Nullable Object>> drafted(
            ReportActs.Drafted drafted, HttpServletRequest request) {
        return ResponseEntity.status(drafted.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .header("Location", "/api/v1/reports/" + drafted.report().id())
                .body(one(drafted.report().id(), request));
    }

    @PostMapping("/reports/{id}/edit")
    @Operation(summary = "Store another text and other addresses; an approved report is a draft again")
    Map<String, @Nullable Object> edit(
            @PathVariable long id, @RequestBody Edit edit, Principal who, HttpServletRequest request) {
        acts.edit(
                id,
                edit.version(),
                new ReportActs.Edited(edit.subject(), edit.body(), joined(edit.to()), joined(edit.cc())),
                Actor.of(who, request));
        return one(id, request);
    }

    private static @Nullable String joined(@Nullable List<String> addresses) {
        return addresses == null ? null : String.join(",", addresses);
    }

    @PostMapping("/reports/{id}/approve")
    @Operation(summary = "Let it go out")
    Map<String, @Nullable Object> approve(
            @PathVariable long id, @RequestBody Seen seen, Principal who, HttpServletRequest request) {
        acts.approve(id, seen.version(), Actor.of(who, request));
        return one(id, request);
    }

    @PostMapping("/reports/{id}/discard")
    @Operation(summary = "Let it go nowhere")
    Map<String, @Nullable Object> discard(
            @PathVariable long id, @RequestBody Seen seen, Principal who, HttpServletRequest request) {
        acts.discard(id, seen.version(), Actor.of(who, request));
        return one(id, request);
    }

    @PostMapping("/reports/{id}/send")
    @Operation(
            summary =
                    "Send an approved report; one that the mail server did not take stays approved, and last is not-sent")
    Map<String, @Nullable Object> send(
            @PathVariable long id, @RequestBody Seen seen, Principal who, HttpServletRequest request) {
        acts.send(id, seen.version(), Actor.of(who, request));
        return one(id, request);
    }
}
