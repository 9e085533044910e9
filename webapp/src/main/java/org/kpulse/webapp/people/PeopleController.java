package org.kpulse.webapp.people;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Paging;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Who may sign in, and what was done; for admins. */
@Controller
class PeopleController {

    private final PersonStore people;
    private final PeopleActs acts;
    private final Audit audit;

    PeopleController(PersonStore people, PeopleActs acts, Audit audit) {
        this.people = people;
        this.acts = acts;
        this.audit = audit;
    }

    @GetMapping("/people")
    String page(Model model) {
        model.addAttribute("people", people.list());
        model.addAttribute("roles", Role.values());
        return "people/people";
    }

    @PostMapping("/people")
    String add(
            @RequestParam String name,
            @RequestParam Role role,
            Principal who,
            HttpServletRequest request,
            Model model) {
        String wanted = name.strip().toLowerCase(Locale.ROOT);
        if (!PersonStore.isName(wanted)) {
            throw new BadParameter("name", "a name is of a-z, 0-9 and . _ @ + -, not \"" + name + "\".");
        }
        String password = acts.add(Actor.of(who, request), wanted, role)
                .orElseThrow(() -> new BadParameter("name", "there is a " + wanted + " already."));
        model.addAttribute("made", password);
        model.addAttribute("madeFor", wanted);
        return page(model);
    }

    @PostMapping("/people/{id}")
    String change(
            @PathVariable long id,
            @RequestParam Role role,
            @RequestParam(defaultValue = "false") boolean enabled,
            @RequestParam Role shownRole,
            @RequestParam boolean shownEnabled,
            Principal who,
            HttpServletRequest request) {
        Person person = person(id);
        switch (acts.change(
                Actor.of(who, request),
                person,
                new PersonStore.May(shownRole, shownEnabled),
                new PersonStore.May(role, enabled))) {
            case DONE -> {}
            case LAST_ADMIN ->
                throw new BadParameter("role", person.name() + " is the last admin who can sign in and stays one.");
            case MEANWHILE ->
                throw new Conflict(
                        "What " + person.name()
                                + " may do was changed after your page was made; nothing was stored. Look at the page of people again.");
        }
        return "redirect:/people";
    }

    @PostMapping("/people/{id}/password")
    String password(@PathVariable long id, Principal who, HttpServletRequest request, Model model) {
        Person person = person(id);
        if (person.outside()) {
            throw new Conflict(person.name() + " signs in elsewhere and has no password here.");
        }
        model.addAttribute("made", acts.reset(Actor.of(who, request), person));
        model.addAttribute("madeFor", person.name());
        return page(model);
    }

    @GetMapping("/audit")
    String audit(@RequestParam(defaultValue = "1") int page, Model model) {
        Paging paging = Paging.of(page);
        model.addAttribute("table", entries(paging));
        model.addAttribute("address", Address.of("/audit", paging.query()));
        model.addAttribute("paging", paging);
        return "people/audit";
    }

    @GetMapping("/audit.csv")
    ResponseEntity<String> auditCsv(@RequestParam(defaultValue = "1") int page) {
        return TableAnswers.csv(entries(Paging.of(page)));
    }

    @GetMapping("/audit.json")
    @ResponseBody
    Map<String, Object> auditJson(@RequestParam(defaultValue = "1") int page) {
        return TableAnswers.json(entries(Paging.of(page)));
    }

    private Table entries(Paging paging) {
        List<Audit.Entry> entries = audit.newest(paging.size() + 1, paging.offset());
        return new Table(
                "What was done, the newest first",
                List.of(
                        Column.text("at", "When"),
                        Column.text("who", "Who"),
                        Column.text("address", "From"),
                        Column.text("action", "What"),
                        Column.text("subject", "To what")),
                entries.stream()
                        .limit(paging.size())
                        .map(e -> List.of(
                                Shown.time(e.at()),
                                Cell.of(e.who()),
                                Cell.of(e.address()),
                                Cell.of(e.action()),
                                Cell.of(e.subject())))
                        .toList(),
                entries.size() > paging.size());
    }

    private Person person(long id) {
        return people.find(id).orElseThrow(() -> new NotFound("There is no person " + id + "."));
    }
}
