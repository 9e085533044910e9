package org.kpulse.webapp.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** How much a program may send to the API. Forms have limits of the server's own. */
@Component
class BodyLimits extends OncePerRequestFilter {

    static final LimitedBody.Limit JSON =
            new LimitedBody.Limit(1 << 20, Duration.ofMinutes(1), "A body of JSON has at most 1 MB.");
    private static final LimitedBody.Limit LONG =
            new LimitedBody.Limit(1 << 30, Duration.ofMinutes(15), "A body has at most 1 GB.");

    /** They are read piece by piece, with further limits of their own. */
    private static final Set<String> LONG_ONES = Set.of("application/x-ndjson", "application/mbox");

    private static final RequestMatcher API =
            PathPatternRequestMatcher.withDefaults().matcher("/api/**");

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !API.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(new Limited(request), response);
    }

    private static LimitedBody.Limit limit(HttpServletRequest request) {
        String type = Optional.ofNullable(request.getContentType())
                .map(text -> text.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
                .orElse("");
        return LONG_ONES.contains(type) ? LONG : JSON;
    }

    /** A request whose body is limited. */
    private static final class Limited extends HttpServletRequestWrapper {

        private @Nullable ServletInputStream body;

        Limited(HttpServletRequest request) {
            super(request);
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            if (body == null) {
                body = new LimitedBody(super.getInputStream(), getContentLengthLong(), limit(this), System::nanoTime);
            }
            return body;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
        }
    }
}
