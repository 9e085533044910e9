package org.kpulse.webapp.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.server.Readers;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorityAuthorizationDecision;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/** What somebody hears who may not do what they asked for. */
final class Refusals {

    private static final String ROLE = "ROLE_";
    private static final Set<String> READING = Set.of("GET", "HEAD");
    private static final RequestMatcher ACCOUNT =
            PathPatternRequestMatcher.withDefaults().matcher("/account/**");

    private Refusals() {}

    /** Not signed in: people are sent to the page for that, programs are told. */
    static void notSignedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Readers.isProgram(request)) {
            problem(response, 401, "sign-in", "Sign in, or send a token: Authorization: Bearer TOKEN.");
        } else {
            response.sendRedirect(READING.contains(request.getMethod()) ? "/login" : "/login?ended");
        }
    }

    /** Signed in, but not allowed; or a form without its field against forgery, mostly because the session ended meanwhile. */
    static void notAllowed(HttpServletRequest request, HttpServletResponse response, AccessDeniedException failure)
            throws IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (BearerFilter.carriesToken(request)) {
            problem(response, 403, "not-allowed", token(request, failure));
        } else if (failure instanceof CsrfException && isNobody(who) && isForm(request)) {
            notSignedIn(request, response);
        } else if (Readers.isProgram(request)) {
            problem(response, 403, "not-allowed", sentence(failure));
        } else if (mustChoose(who)) {
            response.sendRedirect("/account");
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, sentence(failure));
        }
    }

    /** What a page or a program would send. */
    private static boolean isForm(HttpServletRequest request) {
        return request.getMethod().equals("POST") || Readers.isProgram(request);
    }

    private static boolean isNobody(@Nullable Authentication who) {
        return who == null || who instanceof AnonymousAuthenticationToken;
    }

    private static boolean mustChoose(@Nullable Authentication who) {
        return who != null
                && who.getAuthorities().stream().anyMatch(a -> SignIn.CHOOSE_PASSWORD.equals(a.getAuthority()));
    }

    private static String token(HttpServletRequest request, AccessDeniedException failure) {
        return ACCOUNT.matches(request)
                ? "Passwords and tokens are changed by people who sign in, not with a token."
                : sentence(failure);
    }

    private static String sentence(AccessDeniedException failure) {
        if (failure instanceof CsrfException) {
            return "This form was not made for you here, or too long ago; nothing was stored. Go back, load the page again and send it anew.";
        }
        return needed(failure)
                .map(role -> "Your role does not allow this; it takes " + role + ".")
                .orElse("Nobody may do this at this address.");
    }

    /** The role that would be allowed, where one would. */
    private static Optional<String> needed(AccessDeniedException failure) {
        return failure instanceof AuthorizationDeniedException denied
                        && denied.getAuthorizationResult() instanceof AuthorityAuthorizationDecision decision
                ? decision.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .flatMap(name -> Optional.ofNullable(name).stream())
                        .filter(name -> name.startsWith(ROLE))
                        .map(name -> name.substring(ROLE.length()))
                        .findFirst()
                : Optional.empty();
    }

    static void problem(HttpServletResponse response, int status, String code, String sentence) throws IOException {
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("status", status);
        problem.put("title", status == 401 ? "Unauthorized" : "Forbidden");
        problem.put("detail", sentence);
        problem.put("code", code);
        response.setStatus(status);
        response.setContentType("application/problem+json");
        if (status == 401) {
            response.setHeader("WWW-Authenticate", "Bearer");
        }
        response.getOutputStream()
                .write(JsonMapper.shared().writeValueAsString(problem).getBytes(StandardCharsets.UTF_8));
    }
}
