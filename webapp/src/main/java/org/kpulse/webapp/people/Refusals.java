package org.kpulse.webapp.people;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.kpulse.webapp.server.Readers;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import tools.jackson.databind.json.JsonMapper;

/** What somebody hears who may not do what they asked for. */
final class Refusals {

    private static final String NOT_ALLOWED = "Your role does not allow this.";
    private static final RequestMatcher ACCOUNT =
            PathPatternRequestMatcher.withDefaults().matcher("/account/**");

    private Refusals() {}

    /** Not signed in: people are sent to the page for that, programs are told. */
    static void notSignedIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (Readers.isProgram(request)) {
            problem(response, 401, "sign-in", "Sign in, or send a token: Authorization: Bearer TOKEN.");
        } else {
            response.sendRedirect("/login");
        }
    }

    /** Signed in, but not allowed. */
    static void notAllowed(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        boolean mustChoose = who != null
                && who.getAuthorities().stream().anyMatch(a -> SignIn.CHOOSE_PASSWORD.equals(a.getAuthority()));
        if (BearerFilter.carriesToken(request)) {
            problem(response, 403, "not-allowed", token(request));
        } else if (mustChoose && !Readers.isProgram(request)) {
            response.sendRedirect("/account");
        } else if (Readers.isProgram(request)) {
            problem(response, 403, "not-allowed", NOT_ALLOWED);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN);
        }
    }

    private static String token(HttpServletRequest request) {
        return ACCOUNT.matches(request)
                ? "Passwords and tokens are changed by people who sign in, not with a token."
                : NOT_ALLOWED;
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
