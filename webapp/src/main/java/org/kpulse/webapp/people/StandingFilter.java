package org.kpulse.webapp.people;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/** Whoever was shut out, got another role or another password since they signed in is no longer signed in. */
final class StandingFilter extends OncePerRequestFilter {

    private final PersonStore people;
    private final RequestMatcher files;

    /** Does not look at who asks for files that are everybody's. */
    StandingFilter(PersonStore people, RequestMatcher files) {
        this.people = people;
        this.files = files;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return files.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        boolean isOver = Optional.ofNullable(SecurityContextHolder.getContext().getAuthentication())
                .map(Authentication::getPrincipal)
                .filter(Standing.Holder.class::isInstance)
                .map(holder -> ((Standing.Holder) holder).standing())
                .filter(then -> !people.standing(then.id()).equals(Optional.of(then)))
                .isPresent();
        if (isOver) {
            Optional.ofNullable(request.getSession(false)).ifPresent(HttpSession::invalidate);
            SecurityContextHolder.clearContext();
        }
        chain.doFilter(request, response);
    }
}
