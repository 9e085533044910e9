package org.kpulse.webapp.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.compare.Stored;
import org.kpulse.webapp.reports.Drafting;
import org.kpulse.webapp.reports.ReportSettings;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Feeds as a strict reader takes them. */
class FeedsTest {

    private static final String ATOM = "http://www.w3.org/2005/Atom";

    @TempDir
    static Path home;

    private static Site site;

    @BeforeAll
    static void open() {
        site = Site.open(home);
        Stored stored = new Stored(site.database());
        long base = stored.kernel("debian:6.1.0", 'a');
        stored.experiment(base, stored.kernel(Stored.HOSTILE, 'b'), 1.3);
        stored.experiment(base, stored.kernel("debian:6.1.1", 'c'), 1.4);
        new Drafting(site.database(), new ReportSettings("", "", List.of(), List.of(), Map.of()))
                .regression(1, "ann", List.of());
    }

    @AfterAll
    static void close() {
        site.close();
    }

    private static Element parsed(String xml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)))
                .getDocumentElement();
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getLocalName().equals(name)) {
                assertThat(element.getNamespaceURI()).isEqualTo(ATOM);
                found.add(element);
            }
        }
        return found;
    }

    private static String one(Element parent, String name) {
        List<Element> found = children(parent, name);
        assertThat(found).as(name).hasSize(1);
        return found.get(0).getTextContent();
    }

    /** What RFC 4287 asks of a feed and its entries (4.1.1 and 4.1.2), as far as ours have it. */
    private static List<Element> valid(String xml) throws Exception {
        Element feed = parsed(xml);
        assertThat(feed.getLocalName()).isEqualTo("feed");
        assertThat(feed.getNamespaceURI()).isEqualTo(ATOM);
        identified(feed);
        assertThat(one(children(feed, "author").get(0), "name")).isEqualTo("Kpulse");
        assertThat(children(feed, "link").stream()
                        .filter(link -> link.getAttribute("rel").equals("self")))
                .hasSize(1);
        Set<String> ids = new HashSet<>();
        Instant before = Instant.MAX;
        List<Element> entries = children(feed, "entry");
        for (Element entry : entries) {
            identified(entry);
            assertThat(ids.add(one(entry, "id"))).isTrue();
            Instant updated = Instant.parse(one(entry, "updated"));
            assertThat(updated).isBeforeOrEqualTo(before);
            assertThat(Instant.parse(one(entry, "published"))).isBeforeOrEqualTo(updated);
            before = updated;
            one(entry, "summary");
        }
        return entries;
    }

    private static void identified(Element element) {
        assertThat(URI.create(one(element, "id")).isAbsolute()).isTrue();
        assertThat(one(element, "title")).isNotBlank();
        Instant.parse(one(element, "updated"));
        children(element, "link")
                .forEach(
                        link -> assertThat(URI.create(link.getAttribute("href")).isAbsolute())
                                .isTrue());
    }

    @Test
    void everyFeedIsValidAndLeadsToPagesThatAreThere() throws Exception {
        for (String path : List.of(
                "/regressions.atom",
                "/regressions.atom?state=all",
                "/reports.atom",
                "/reports.atom?state=sent",
                "/bisections.atom")) {
            HttpResponse<String> answer = site.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/atom+xml");
            for (Element entry : valid(answer.body())) {
                assertThat(site.get(URI.create(one(entry, "id")).getPath()).statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void namesOfStrangersAreTextAndNothingElse() throws Exception {
        List<Element> entries = valid(site.get("/regressions.atom").body());

        assertThat(entries).hasSize(2);
        assertThat(one(entries.get(0), "title")).isEqualTo("Regression 2: detected, debian:6.1.1");
        assertThat(one(entries.get(1), "title")).contains("<script>", "[U+202E]");
        assertThat(site.get("/regressions.atom").body()).doesNotContain("<script", "\u202e");
        String odd = new Feed("t\uFFFE\0", "/", "/x", List.of()).xml("https://kpulse.example.org");
        valid(odd);
    }

    @Test
    void aFilterIsThatOfItsPageAndTheFeedIsFoundThere() throws Exception {
        assertThat(valid(site.get("/regressions.atom?state=noise").body())).isEmpty();
        assertThat(site.get("/regressions.atom?state=odd").statusCode()).isEqualTo(400);
        assertThat(site.get("/regressions?state=all").body())
                .contains("rel=\"alternate\" type=\"application/atom+xml\" href=\"/regressions.atom?state=all\"");
    }

    @Test
    void whoAsksAgainIsToldThatNothingChanged() {
        String tag = site.get("/regressions.atom").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = site.send(HttpRequest.newBuilder(site.at("/regressions.atom"))
                .header("If-None-Match", tag)
                .build());

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }
}
