package org.kpulse.webapp.people;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.stereotype.Component;

/** After a try to sign in: it is noted, and leads on or back. */
@Component
final class SignInSteps extends SavedRequestAwareAuthenticationSuccessHandler implements AuthenticationFailureHandler {

    private final SignInLimit limit;
    private final Audit audit;

    SignInSteps(SignInLimit limit, Audit audit) {
        this.limit = limit;
        this.audit = audit;
    }

    @Override
    public void onAuthenticationSuccess(HttpServletRequest request, HttpServletResponse response, Authentication who)
            throws ServletException, IOException {
        limit.succeeded(who.getName());
        audit.note(Actor.of(who, request), "sign-in", "");
        super.onAuthenticationSuccess(request, response, who);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        if (failure instanceof InternalAuthenticationServiceException) {
            throw failure; // nobody looked at the password, mostly because the database is away
        }
        String name = SignInLimitFilter.name(request);
        limit.failed(name, request.getRemoteAddr());
        audit.note(name, request.getRemoteAddr(), "sign-in.refused", "");
        response.sendRedirect("/login?wrong");
    }
}
