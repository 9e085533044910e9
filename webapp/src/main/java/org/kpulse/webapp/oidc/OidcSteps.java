package org.kpulse.webapp.oidc;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.people.SignInLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** After a try to sign in through the provider that failed: it is noted, and leads back. */
final class OidcSteps implements AuthenticationFailureHandler {

    private static final Logger LOG = LoggerFactory.getLogger(OidcSteps.class);

    private final Audit audit;
    private final SignInLimit limit;

    OidcSteps(Audit audit, SignInLimit limit) {
        this.audit = audit;
        this.limit = limit;
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
