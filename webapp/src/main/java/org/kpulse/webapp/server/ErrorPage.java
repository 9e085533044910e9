package org.kpulse.webapp.server;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/** Answers what was refused or failed before a page was asked for: by its status, with the sentence that came with it if there was one. */
@Controller
class ErrorPage implements ErrorController {

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        HttpStatus status = Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
                .map(code -> HttpStatus.resolve((Integer) code))
                .orElse(HttpStatus.NOT_FOUND);
        Optional<String> said = Optional.ofNullable(request.getAttribute(RequestDispatcher.ERROR_MESSAGE))
                .map(String::valueOf)
                .filter(text -> !text.isBlank())
                .filter(text -> request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) == null);
        return Failures.answer(request, status, code(status), said.orElse(sentence(status)));
    }

    private static String code(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "not-found";
            case UNAUTHORIZED -> "sign-in";
            case FORBIDDEN -> "not-allowed";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case CONTENT_TOO_LARGE -> "too-large";
            case SERVICE_UNAVAILABLE -> "unavailable";
            default -> status.is4xxClientError() ? "bad-request" : "internal";
        };
    }

    private static String sentence(HttpStatus status) {
        return switch (status) {
            case NOT_FOUND -> "There is no page at this address.";
            case FORBIDDEN -> "You may not do this.";
            default ->
                status.is4xxClientError()
                        ? "This cannot be answered as it was asked."
                        : "This is a fault of Kpulse; its log says more.";
        };
    }
}
