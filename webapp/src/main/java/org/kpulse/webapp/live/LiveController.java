package org.kpulse.webapp.live;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Changes as they come. */
@RestController
class LiveController {

    private final LiveStreams streams;

    LiveController(LiveStreams streams) {
        this.streams = streams;
    }

    @Operation(
            summary = "Server-sent events: one for each change of what is asked about",
            tags = "read",
            responses =
                    @ApiResponse(
                            responseCode = "200",
                            description = "Events \"changed\", each with a word for how things are then",
                            content =
                                    @Content(
                                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                                            schema = @Schema(type = "string"))))
    @GetMapping(path = "/api/v1/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(
            @RequestParam String about,
            @RequestParam(defaultValue = "") String seen,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "") String last,
            HttpMethod method)
            throws HttpRequestMethodNotSupportedException {
        if (method.equals(HttpMethod.HEAD)) { // it would hold a stream that nobody reads
            throw new HttpRequestMethodNotSupportedException("HEAD", List.of("GET"));
        }
        return streams.open(Topic.parse(about), last.isEmpty() ? seen : last);
    }
}
