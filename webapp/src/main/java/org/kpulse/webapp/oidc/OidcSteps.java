package org.kpulse.webapp.oidc;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.people.SignInLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;

/** After a try to sign in through the provider: it is noted, and leads on or back. */
final class OidcSteps implements AuthenticationSuccessHandler, AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OidcSteps.class);

    private final Audit audit;
    private final SignInLimit limit;
    private final AuthenticationSuccessHandler in;

    OidcSteps(Audit audit, SignInLimit limit, AuthenticationSuccessHandler in) {
        this.audit = audit;
        this.limit = limit;
        this.in = in;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws ServletException, IOException {
        if (who.getPrincipal() instanceof OidcPerson person && !person.news().isEmpty()) {
            audit.note("provider", request.getRemoteAddr(), person.news(), person.getName() + " " + person.role());
        }
        in.onAuthenticationSuccess(request, response, who);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        String code = failure instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : "";
        LOG.warn("sign-in through the provider: {}", failure.getMessage());
        Refusal why = Refusal.of(code);
        limit.failed(request.getRemoteAddr());
        audit.note("", request.getRemoteAddr(), "sign-in.refused", "provider: " + why.word());
        response.sendRedirect(why.page());
    }
}
