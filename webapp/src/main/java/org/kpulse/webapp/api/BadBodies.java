package org.kpulse.webapp.api;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** How a body that cannot be taken is answered, before what catches all failures. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class BadBodies {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> badBody(BadBody failure) {
        ProblemDetail problem =
                ProblemDetail.forStatusAndDetail(failure.status(), String.valueOf(failure.getMessage()));
        problem.setProperty("code", failure.code());
        return ResponseEntity.status(failure.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
