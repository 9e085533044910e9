package org.kpulse.webapp.people;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One's own password and tokens. */
@Controller
class AccountController {

    private static final int LEAST = 12;
    private static final int MOST_BYTES = 72; // bcrypt reads no more
    private static final int MOST_DAYS = 366;

    private final PersonStore people;
    private final TokenStore tokens;
    private final PeopleActs acts;
    private final Audit audit;
    private final PasswordEncoder encoder;
    private final OtherSignIn other;

    AccountController(
            PersonStore people,
            TokenStore tokens,
            PeopleActs acts,
            Audit audit,
            PasswordEncoder encoder,
            OtherSignIn other) {
        this.people = people;
        this.tokens = tokens;
        this.acts = acts;
        this.audit = audit;
        this.encoder = encoder;
        this.other = other;
    }

    @GetMapping("/login")
    String login(@RequestParam(defaultValue = "") String oidc, Model model) {
        other.label().ifPresent(label -> model.addAttribute("other", label));
        if (!oidc.isEmpty() && other.label().isPresent()) {
            model.addAttribute("refusal", other.sentence(oidc));
        }
        return "people/login";
    }

    @GetMapping("/account")
    String page(Principal who, Model model) {
        Person person = person(who).person();
        model.addAttribute("person", person);
        model.addAttribute("tokens", tokens.of(person.id()));
        model.addAttribute("roles", person.role().included());
        return "people/account";
    }

    @PostMapping("/account/password")
    String password(@RequestParam String old, @RequestParam String chosen, Principal who, HttpServletRequest request)
            throws ServletException {
        PersonStore.Known known = person(who);
        String password =
                known.password().orElseThrow(() -> new Conflict("You sign in elsewhere and have no password here."));
        if (!encoder.matches(old, password)) {
            audit.note(Actor.of(who, request), "password.refused", "");
            throw new BadParameter("old", "this is not your password.");
        }
        if (chosen.length() < LEAST || chosen.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MOST_BYTES) {
            throw new BadParameter(
                    "chosen", "a password has at least " + LEAST + " letters and at most " + MOST_BYTES + " bytes.");
        }
        if (chosen.equals(old)) {
            throw new BadParameter("chosen", "choose one that is new.");
        }
        acts.choose(Actor.of(who, request), known.person(), chosen);
        request.logout();
        return "redirect:/login?chosen";
    }

    @PostMapping("/account/tokens")
    String token(
            @RequestParam String name,
            @RequestParam Role role,
            @RequestParam int days,
            Principal who,
            HttpServletRequest request,
            Model model) {
        Person person = person(who).person();
        if (name.isBlank() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            throw new BadParameter("name", "a token's name has 1 to 100 letters, and none that cannot be seen.");
        }
        if (days < 1 || days > MOST_DAYS) {
            throw new BadParameter("days", "a token lasts 1 to " + MOST_DAYS + " days.");
        }
        model.addAttribute("made", acts.token(Actor.of(who, request), person, name, role, days));
        return page(who, model);
    }

    @PostMapping("/account/tokens/{id}/revoke")
    String revoke(@PathVariable long id, Principal who, HttpServletRequest request) {
        if (!acts.revoke(Actor.of(who, request), person(who).person(), id)) {
            throw new NotFound("You have no token " + id + ".");
        }
        return "redirect:/account";
    }

    private PersonStore.Known person(Principal who) {
        return people.find(who.getName()).orElseThrow(() -> new NotFound("You are no longer known here."));
    }
}
