package org.kpulse.webapp.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.web.filter.OncePerRequestFilter;

/** After too many wrong passwords none is looked at, so that guessing costs time. */
final class SignInLimitFilter extends OncePerRequestFilter {

    private final SignInLimit limit;

    SignInLimitFilter(SignInLimit limit) {
        this.limit = limit;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getMethod().equals("POST")
                && request.getRequestURI().equals("/login")
                && limit.isReached(
                        Optional.ofNullable(request.getParameter("username")).orElse(""), request.getRemoteAddr())) {
            response.sendRedirect("/login?wait");
            return;
        }
        chain.doFilter(request, response);
    }
}
