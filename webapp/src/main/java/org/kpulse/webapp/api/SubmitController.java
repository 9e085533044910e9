package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.security.Principal;
import java.util.Map;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.BadBody;
import org.kpulse.webapp.server.IdempotencyKey;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Runs that were made elsewhere. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "submit")
class SubmitController {

    private final SubmissionStore submissions;
    private final Audit audit;

    SubmitController(SubmissionStore submissions, Audit audit) {
        this.submissions = submissions;
        this.audit = audit;
    }

    @PostMapping(value = "/results", consumes = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "Store a run that was made elsewhere",
            description =
                    "Lines of JSON: the first says what was measured on what, the others are samples"
                            + " (docs/result.schema.json). The same Idempotency-Key and body again store nothing and answer 200.")
    ResponseEntity<Map<String, Long>> submit(
            @RequestHeader(IdempotencyKey.HEADER) String key, Principal who, HttpServletRequest request)
            throws IOException {
        IdempotencyKey checked = new IdempotencyKey(key);
        SubmissionReader.Read read = new SubmissionReader(request.getInputStream()).all();
        SubmissionStore.Stored stored = audit.together(() -> {
            SubmissionStore.Stored now = stored(who.getName(), checked.text(), read);
            if (now.isNew()) {
                audit.note(Actor.of(who, request), "result.submit", String.valueOf(now.run()));
            }
            return now;
        });
        return ResponseEntity.status(stored.isNew() ? HttpStatus.CREATED : HttpStatus.OK)
                .location(URI.create("/api/v1/runs/" + stored.run()))
                .body(Map.of("run", stored.run()));
    }

    /** What contradicts itself, such as two values of one iteration, is refused by the store, which had no failure of its own. */
    private SubmissionStore.Stored stored(String person, String key, SubmissionReader.Read read) {
        try {
            return submissions.save(person, key, read);
        } catch (IllegalArgumentException | UsageException e) {
            throw new BadBody(HttpStatus.BAD_REQUEST, "bad-line", String.valueOf(e.getMessage()));
        } catch (InfraException e) {
            if (e.getCause() == null) {
                throw new BadBody(HttpStatus.BAD_REQUEST, "bad-line", String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }
}
