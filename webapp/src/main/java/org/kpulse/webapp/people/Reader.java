package org.kpulse.webapp.people;

import java.util.Optional;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page its reader: {@code reader.name}, {@code reader.operator}, {@code reader.admin}. */
@ControllerAdvice
class Reader {

    /**
     * Who looks at a page.
     *
     * @param name empty for somebody who has not signed in
     * @param operator whether they may change things
     * @param admin whether they may decide who else may
     */
    public record View(String name, boolean operator, boolean admin) {

        public boolean isSignedIn() {
            return !name.isEmpty();
        }
    }

    @ModelAttribute("reader")
    View reader() {
        return Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .filter(who -> !(who instanceof AnonymousAuthenticationToken))
                .map(who -> new View(who.getName(), may(who, Role.OPERATOR), may(who, Role.ADMIN)))
                .orElse(new View("", false, false));
    }

    private static boolean may(Authentication who, Role role) {
        return who.getAuthorities().stream().anyMatch(a -> ("ROLE_" + role).equals(a.getAuthority()));
    }
}
