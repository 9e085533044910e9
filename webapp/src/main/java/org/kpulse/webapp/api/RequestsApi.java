package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.cli.TaskLines;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.queue.Asking;
import org.kpulse.webapp.server.BadBody;
import org.kpulse.webapp.server.IdempotencyKey;
import org.kpulse.webapp.server.NotFound;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Requests to the service, for programs. */
@RestController
@RequestMapping("/api/v1/requests")
@Tag(name = "requests")
class RequestsApi {

    private final RequestStore requests;
    private final Asking asking;

    RequestsApi(Database database, Asking asking) {
        this.requests = new RequestStore(database);
        this.asking = asking;
    }

    @GetMapping
    @Operation(
            summary = "The tasks of requests, the newest first; /queue/open.json has those that wait, in their order")
    ResponseEntity<Listing<Map<String, Object>>> list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "") String cursor) {
        Listing.Asked asked = Listing.Asked.of(limit, cursor);
        return Listing.of(asked, requests.before(asked.before(), asked.limit() + 1), Task::id)
                .map(TaskLines::json)
                .answer();
    }

    @GetMapping("/{id}")
    @Operation(summary = "The tasks of one request")
    List<Map<String, Object>> one(@PathVariable long id) {
        List<Task> tasks = requests.ofRequest(id);
        if (tasks.isEmpty()) {
            throw new NotFound("There is no request " + id + ".");
        }
        return tasks.stream().map(TaskLines::json).toList();
    }

    @PostMapping
    @Operation(
            summary = "Ask for a comparison of two kernels; what else is left out is as of kpulse run",
            description = "201; the same with the same Idempotency-Key again asks for nothing and answers 200.")
    ResponseEntity<List<Map<String, Object>>> compare(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestBody Asking.Said said,
            Principal who,
            HttpServletRequest request) {
        return added(asking.compare(said, IdempotencyKey.orFresh(key), Actor.of(who, request)));
    }

    private ResponseEntity<List<Map<String, Object>>> added(Asking.Added added) {
        return ResponseEntity.status(added.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/api/v1/requests/" + added.request()))
                .body(one(added.request()));
    }

    @PostMapping(path = "/patch", consumes = "application/mbox")
    @Operation(
            summary = "Ask what a series of patches costs; the body is the mailbox",
            description = "201; the same with the same Idempotency-Key again asks for nothing and answers 200.")
    ResponseEntity<List<Map<String, Object>>> patch(
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String base,
            @RequestParam(required = false) @Nullable String tree,
            @RequestParam(required = false) @Nullable String suite,
            Principal who,
            HttpServletRequest request)
            throws IOException {
        byte[] mailbox = request.getInputStream().readNBytes(Asking.MOST_MAILBOX + 1);
        if (mailbox.length > Asking.MOST_MAILBOX) {
            throw new BadBody(HttpStatus.CONTENT_TOO_LARGE, "too-large", "A mailbox has at most 10 MB.");
        }
        Asking.Said said = new Asking.Said(base, null, suite, null, null, null, null);
        String content = new String(mailbox, StandardCharsets.ISO_8859_1);
        return added(asking.patch(said, content, tree, IdempotencyKey.orFresh(key), Actor.of(who, request)));
    }

    @PostMapping("/{id}/cancel")
    @Operation(summary = "Take it back; a boot of it that is under way is the last")
    List<Map<String, Object>> cancel(@PathVariable long id, Principal who, HttpServletRequest request) {
        asking.cancel(id, Actor.of(who, request));
        return one(id);
    }
}
