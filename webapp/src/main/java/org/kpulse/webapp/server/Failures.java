package org.kpulse.webapp.server;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.kpulse.harness.fault.InfraException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** How failures look: a page for people; for programs, which ask for .json, .csv or the API, a problem (RFC 9457) with a stable code. */
@ControllerAdvice
class Failures {

    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);
    static final String AGAIN_SECONDS = "10";

    /** What the database says of a text with a zero byte: in a text, in JSON. */
    private static final Set<String> NO_TEXT = Set.of("22021", "22P05");

    @ExceptionHandler
    Object notFound(NotFound failure, HttpServletRequest request) {
        return answer(request, HttpStatus.NOT_FOUND, "not-found", said(failure));
    }

    @ExceptionHandler
    Object conflict(Conflict failure, HttpServletRequest request) {
        return answer(request, HttpStatus.CONFLICT, "conflict", said(failure));
    }

    @ExceptionHandler
    Object noPage(NoResourceFoundException failure, HttpServletRequest request) {
        return answer(request, HttpStatus.NOT_FOUND, "not-found", "There is no page at this address.");
    }

    @ExceptionHandler
    Object badParameter(BadParameter failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.BAD_REQUEST,
                "bad-parameter",
                "Parameter \"" + failure.parameter() + "\": " + said(failure));
    }

    @ExceptionHandler
    Object badBody(BadBody failure, HttpServletRequest request) {
        return answer(request, failure.status(), failure.code(), said(failure));
    }

    @ExceptionHandler
    Object wrongType(MethodArgumentTypeMismatchException failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.BAD_REQUEST,
                "bad-parameter",
                "Parameter \"" + failure.getName() + "\" cannot be \"" + failure.getValue() + "\".");
    }

    @ExceptionHandler
    Object missing(MissingServletRequestParameterException failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.BAD_REQUEST,
                "missing-parameter",
                "Parameter \"" + failure.getParameterName() + "\" is missing.");
    }

    @ExceptionHandler
    Object noHeader(MissingRequestHeaderException failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.BAD_REQUEST,
                "missing-parameter",
                "Header \"" + failure.getHeaderName() + "\" is missing.");
    }

    @ExceptionHandler
    Object noPart(MissingServletRequestPartException failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.BAD_REQUEST,
                "missing-parameter",
                "Parameter \"" + failure.getRequestPartName() + "\" is missing.");
    }

    @ExceptionHandler
    Object tooLarge(MaxUploadSizeExceededException failure, HttpServletRequest request) {
        return answer(request, HttpStatus.CONTENT_TOO_LARGE, "too-large", "A file has at most 10 MB.");
    }

    @ExceptionHandler
    Object noForm(MultipartException failure, HttpServletRequest request) {
        return answer(request, HttpStatus.BAD_REQUEST, "bad-body", "The body is not the form that is wanted here.");
    }

    @ExceptionHandler
    Object unreadable(HttpMessageNotReadableException failure, HttpServletRequest request) {
        return Causes.of(failure, BadBody.class)
                .map(limit -> badBody(limit, request))
                .orElseGet(() -> answer(
                        request, HttpStatus.BAD_REQUEST, "bad-body", "The body is not the JSON that is wanted here."));
    }

    @ExceptionHandler
    Object wrongBody(HttpMediaTypeNotSupportedException failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                "wrong-type",
                "The body is to be " + failure.getSupportedMediaTypes() + ".");
    }

    @ExceptionHandler
    Object notAcceptable(HttpMediaTypeNotAcceptableException failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.NOT_ACCEPTABLE,
                "not-acceptable",
                "This can be had as " + failure.getSupportedMediaTypes() + ".");
    }

    /** Such as a percent sign without two digits. */
    @ExceptionHandler
    Object unreadableParameter(InvalidParameterException failure, HttpServletRequest request) {
        HttpStatus status = failure.getErrorCode() == HttpStatus.CONTENT_TOO_LARGE.value()
                ? HttpStatus.CONTENT_TOO_LARGE
                : HttpStatus.BAD_REQUEST;
        return answer(
                request,
                status,
                status == HttpStatus.BAD_REQUEST ? "bad-parameter" : "too-large",
                "The parameters of this request cannot be read.");
    }

    @ExceptionHandler
    Object wrongMethod(HttpRequestMethodNotSupportedException failure, HttpServletRequest request) {
        return answer(
                request,
                HttpStatus.METHOD_NOT_ALLOWED,
                "method-not-allowed",
                failure.getMethod() + " is not possible here.");
    }

    /** The database is away or refuses: mostly over soon. */
    @ExceptionHandler
    Object away(InfraException failure, HttpServletRequest request, HttpServletResponse response) {
        if (Causes.of(failure, SQLException.class)
                .filter(cause -> NO_TEXT.contains(String.valueOf(cause.getSQLState())))
                .isPresent()) {
            return answer(
                    request, HttpStatus.BAD_REQUEST, "bad-parameter", "A text has a character that cannot be stored.");
        }
        LOG.warn("{}: {}; the reader is told to come back", request.getRequestURI(), failure.getMessage());
        response.setHeader(HttpHeaders.RETRY_AFTER, AGAIN_SECONDS);
        return answer(request, HttpStatus.SERVICE_UNAVAILABLE, "unavailable", said(failure));
    }

    /** Whoever asked is gone: there is nobody to answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException failure, HttpServletRequest request) {
        LOG.debug("{}: the reader went away", request.getRequestURI());
    }

    @ExceptionHandler
    Object ours(Exception failure, HttpServletRequest request) {
        LOG.error("{}: answered 500", request.getRequestURI(), failure);
        return answer(
                request, HttpStatus.INTERNAL_SERVER_ERROR, "internal", "This is a fault of Kpulse; its log says more.");
    }

    private static String said(Exception failure) {
        return Optional.ofNullable(failure.getMessage()).orElse("");
    }

    /** A page or a problem, by what was asked for. */
    static Object answer(HttpServletRequest request, HttpStatus status, String code, String sentence) {
        if (Readers.isProgram(request)) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, sentence);
            problem.setProperty("code", code);
            return ResponseEntity.status(status)
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        ModelAndView page = new ModelAndView("error", Map.of("sentence", sentence, "reason", status.getReasonPhrase()));
        page.setStatus(status);
        return page;
    }
}
