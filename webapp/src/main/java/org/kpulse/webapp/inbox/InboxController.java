package org.kpulse.webapp.inbox;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The first page. */
@Controller
class InboxController {

    @GetMapping("/")
    String page() {
        return "inbox/inbox";
    }
}
