package org.kpulse.webapp.queue;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.server.IdempotencyKey;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** What an operator may ask for. */
@Controller
class QueueActions {

    private final Asking asking;

    QueueActions(Asking asking) {
        this.asking = asking;
    }

    /** Asks for a comparison; a form that is sent twice asks once. */
    @PostMapping("/queue")
    String compare(Asking.Said said, @RequestParam @Nullable String key, Principal who, HttpServletRequest request) {
        asking.compare(said, IdempotencyKey.orFresh(key), Actor.of(who, request));
        return "redirect:/queue";
    }

    /** Asks what a series of patches costs. */
    @PostMapping("/queue/patch")
    String patch(
            Asking.Said said,
            @RequestParam @Nullable String tree,
            @RequestParam @Nullable String key,
            @RequestParam MultipartFile mailbox,
            Principal who,
            HttpServletRequest request)
            throws IOException {
        String content = new String(mailbox.getBytes(), StandardCharsets.ISO_8859_1);
        asking.patch(said, content, tree, IdempotencyKey.orFresh(key), Actor.of(who, request));
        return "redirect:/queue";
    }

    /** Takes a request back. */
    @PostMapping("/queue/cancel")
    String cancel(@RequestParam("request") long id, Principal who, HttpServletRequest request) {
        asking.cancel(id, Actor.of(who, request));
        return "redirect:/queue";
    }
}
