package org.kpulse.webapp.oidc;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kpulse.webapp.people.SignInLimit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Before anything is asked of the provider: where it is away, people are told so on the page on which they can sign in otherwise, and
 * an address from which too much failed is not listened to.
 */
final class ProviderFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderFilter.class);

    private static final RequestMatcher ASKING = new OrRequestMatcher(
            PathPatternRequestMatcher.withDefaults().matcher("/oauth2/authorization/**"),
            PathPatternRequestMatcher.withDefaults().matcher("/login/oauth2/code/**"));

    private final Provider provider;
    private final SignInLimit limit;

    ProviderFilter(Provider provider, SignInLimit limit) {
        this.provider = provider;
        this.limit = limit;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ASKING.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (limit.isReached(request.getRemoteAddr())) {
            response.sendRedirect("/login?wait");
            return;
        }
        try {
            var unused = provider.registration();
        } catch (ProviderAway e) {
            LOG.warn("the provider of web.oidc.issuer is away: {}", e.getMessage());
            response.sendRedirect(Refusal.AWAY.page());
            return;
        }
        chain.doFilter(request, response);
    }
}
