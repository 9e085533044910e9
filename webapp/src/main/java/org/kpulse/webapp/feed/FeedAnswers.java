package org.kpulse.webapp.feed;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.state.Sha256;
import org.kpulse.webapp.server.Parts;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Feeds as answers; who asks again for one that has not changed is told so. */
@Component
public class FeedAnswers {

    /** Entries of a feed. */
    public static final int MOST = 50;

    private static final MediaType ATOM = MediaType.parseMediaType("application/atom+xml;charset=UTF-8");
    private static final Duration AGE = Duration.ofMinutes(1);

    private final String site;

    FeedAnswers(Parts parts) {
        this.site = parts.lab().config().text(ConfigKey.WEB_URL);
    }

    /** The answer to a request; addresses are those of {@code web.url}, else those that the reader used. */
    public ResponseEntity<byte[]> of(Feed feed, WebRequest request) {
        String where = site.isEmpty()
                ? ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString()
                : site;
        String xml = feed.xml(where);
        String tag = "\"" + Sha256.ofText(xml).substring(0, 32) + "\"";
        CacheControl cache = CacheControl.maxAge(AGE).cachePrivate();
        if (request.checkNotModified(tag)) {
            return ResponseEntity.status(304).eTag(tag).cacheControl(cache).build();
        }
        return ResponseEntity.ok()
                .eTag(tag)
                .cacheControl(cache)
                .contentType(ATOM)
                .body(xml.getBytes(StandardCharsets.UTF_8));
    }
}
