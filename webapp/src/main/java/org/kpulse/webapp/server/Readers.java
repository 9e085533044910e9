package org.kpulse.webapp.server;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/** Who reads an answer. */
public final class Readers {

    private Readers() {}

    /** Whether it is a program, by what it asks for: the API, .json, .csv or a feed. */
    public static boolean isProgram(HttpServletRequest request) {
        String path = String.valueOf(Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI))
                .orElse(request.getRequestURI()));
        return path.startsWith("/api/") || path.endsWith(".json") || path.endsWith(".csv") || path.endsWith(".atom");
    }
}
