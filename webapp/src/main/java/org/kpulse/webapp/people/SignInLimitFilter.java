package org.kpulse.webapp.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** After too many wrong passwords none is looked at, so that guessing costs time. */
final class SignInLimitFilter extends OncePerRequestFilter {

    /** As the filter does that looks at passwords: by the decoded address. */
    private static final RequestMatcher LOGIN =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/login");

    private final SignInLimit limit;

    SignInLimitFilter(SignInLimit limit) {
        this.limit = limit;
    }

    /** Who is tried, without blanks around it, which do not count at the sign-in either. */
    static String name(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("username")).orElse("").trim();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (LOGIN.matches(request) && limit.isReached(name(request), request.getRemoteAddr())) {
            response.sendRedirect("/login?wait");
            return;
        }
        chain.doFilter(request, response);
    }
}
