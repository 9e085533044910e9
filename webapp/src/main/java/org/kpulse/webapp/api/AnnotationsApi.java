package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.series.Annotation;
import org.kpulse.webapp.series.AnnotationActs;
import org.kpulse.webapp.series.AnnotationStore;
import org.kpulse.webapp.server.Fields;
import org.kpulse.webapp.server.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Annotations of series, for programs. */
@RestController
@RequestMapping("/api/v1/annotations")
@Tag(name = "annotations")
class AnnotationsApi {

    private final AnnotationStore annotations;
    private final AnnotationActs acts;

    AnnotationsApi(AnnotationStore annotations, AnnotationActs acts) {
        this.annotations = annotations;
        this.acts = acts;
    }

    /**
     * What is said of a kernel in a series.
     *
     * @param variant of the recipe or the platform; without it the newest
     * @param kernel its number
     * @param text one line
     * @param every whether every metric of the platform shows it; without it only this one
     */
    record Add(
            @Nullable String benchmark,
            @Nullable String metric,
            @Nullable String platform,
            @Nullable String variant,
            @Nullable Long kernel,
            @Nullable String text,
            @Nullable Boolean every) {

        AnnotationActs.Where where() {
            return new AnnotationActs.Where(
                    Fields.needed("benchmark", benchmark),
                    Fields.needed("metric", metric),
                    Fields.needed("platform", platform),
                    Fields.given("variant", variant).orElse(""));
        }

        AnnotationActs.Said said() {
            return new AnnotationActs.Said(
                    kernel == null ? null : kernel.toString(), text, every == null ? null : every.toString());
        }
    }

    @GetMapping
    @Operation(summary = "All annotations, those that were withdrawn too, the newest first")
    ResponseEntity<Listing<Annotation>> list(
            @RequestParam(defaultValue = "50") int limit, @RequestParam(defaultValue = "") String cursor) {
        Listing.Asked asked = Listing.Asked.of(limit, cursor);
        return Listing.of(asked, annotations.before(asked.before(), asked.limit() + 1), Annotation::id)
                .answer();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One annotation")
    Annotation one(@PathVariable long id) {
        return annotations.find(id).orElseThrow(() -> new NotFound("There is no annotation " + id + "."));
    }

    @PostMapping
    @Operation(summary = "Say something of a kernel; 409 if you have said the same there before")
    ResponseEntity<Annotation> add(@RequestBody Add add, Principal who, HttpServletRequest request) {
        long id = acts.annotate(add.where(), add.said(), Actor.of(who, request));
        return ResponseEntity.created(URI.create("/api/v1/annotations/" + id)).body(one(id));
    }

    @PostMapping("/{id}/withdraw")
    @Operation(summary = "Take it back: series show it no longer")
    Annotation withdraw(@PathVariable long id, Principal who, HttpServletRequest request) {
        acts.withdraw(id, Actor.of(who, request));
        return one(id);
    }
}
