package org.kpulse.webapp.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.kpulse.harness.fault.InfraException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** What fails when somebody signs in, sends a token or a form, before {@link Failures} listens: the database is away, or the parameters cannot be read. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 10)
class EarlyFailures extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(EarlyFailures.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (ServletException | RuntimeException e) {
            Optional<InvalidParameterException> unreadable = Causes.of(e, InvalidParameterException.class);
            if (unreadable.isPresent() && !response.isCommitted()) {
                response.sendError(unreadable.get().getErrorCode(), "The parameters of this request cannot be read.");
                return;
            }
            Optional<InfraException> away = Causes.of(e, InfraException.class);
            if (away.isEmpty() || response.isCommitted()) {
                throw e;
            }
            LOG.warn(
                    "{}: {}; the reader is told to come back",
                    request.getRequestURI(),
                    away.get().getMessage());
            response.setHeader(HttpHeaders.RETRY_AFTER, Failures.AGAIN_SECONDS);
            response.sendError(
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE, away.get().getMessage());
        }
    }
}
