package org.kpulse.webapp.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.kpulse.bisect.cli.BisectionView;
import org.kpulse.bisect.store.BisectionStore;
import org.kpulse.harness.store.Database;
import org.kpulse.webapp.bisections.BisectionActs;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.server.NotFound;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Bisections for programs. */
@RestController
@RequestMapping("/api/v1/bisections")
@Tag(name = "bisections")
class BisectionsApi {

    private final BisectionStore bisections;
    private final BisectionActs acts;

    BisectionsApi(Database database, BisectionActs acts) {
        this.bisections = new BisectionStore(database);
        this.acts = acts;
    }

    @GetMapping
    @Operation(summary = "All bisections, the newest first")
    List<Map<String, ?>> list() {
        return bisections.list().stream()
                .<Map<String, ?>>map(row -> new BisectionView(row).object(List.of()))
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "One bisection with its probes: what kpulse bisect status --json prints")
    Map<String, ?> one(@PathVariable long id) {
        return new BisectionView(
                        bisections.find(id).orElseThrow(() -> new NotFound("There is no bisection " + id + ".")))
                .object(bisections.probes(id));
    }

    @PostMapping("/{id}/{action:pause|resume|abort}")
    @Operation(summary = "Pause, resume or abort it")
    Map<String, ?> act(@PathVariable long id, @PathVariable String action, Principal who, HttpServletRequest request) {
        acts.act(id, action, Actor.of(who, request));
        return one(id);
    }
}
