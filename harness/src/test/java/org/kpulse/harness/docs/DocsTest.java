package org.kpulse.harness.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.analysis.comparison.Verdict;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.fault.KernelFault;
import org.kpulse.harness.request.TaskState;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.store.JobState;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

class DocsTest {

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");

    /** Paths of a person's machine, as against those of a system that a reader has too. */
    private static final Pattern OF_A_PERSON =
            Pattern.compile("(?<![\\w.~$}/])/(?:work|home|Users|workspace|tmp/[a-z])[\\w./-]*");

    /** Classes of artifacts in a pom: what a person chose, and its coordinates. */
    private static final List<String> CHOSEN = List.of("dependency", "plugin", "path");

    @ParameterizedTest
    @ValueSource(
            classes = {
                KernelFault.Kind.class,
                InfraFault.Kind.class,
                RunState.class,
                RetryPolicy.Next.class,
                JobState.class,
                TaskState.class,
                Verdict.class
            })
    void everyStateStandsOnThePageOfStates(Class<? extends Enum<?>> states) throws IOException {
        assertThat(Pages.named("docs/states.md").text())
                .contains(Arrays.stream(states.getEnumConstants())
                        .map(state -> "`" + state.name() + "`")
                        .toList());
    }

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> dead = new ArrayList<>();
        for (Pages.Page page : Pages.all()) {
            for (String link : links(page)) {
                if (!leadsSomewhere(page, link)) {
                    dead.add(page.name() + " -> " + link);
                }
            }
        }

        assertThat(dead).isEmpty();
    }

    @Test
    void aDeadLinkIsFound() throws IOException {
        Pages.Page page = new Pages.Page(
                "docs/x.md", "# Only heading\n[a](nowhere.md) [b](states.md#nothing) [c](#only-heading)");

        assertThat(links(page)).hasSize(3);
        assertThat(leadsSomewhere(page, "nowhere.md")).isFalse();
        assertThat(leadsSomewhere(page, "states.md#nothing")).isFalse();
        assertThat(leadsSomewhere(page, "#only-heading")).isTrue();
    }

    @Test
    void noPageNamesAPathOfSomebodysMachine() throws IOException {
        List<String> found = new ArrayList<>();
        for (Pages.Page page : Pages.all()) {
            OF_A_PERSON.matcher(page.text()).results().forEach(path -> found.add(page.name() + ": " + path.group()));
        }

        assertThat(found).isEmpty();
        assertThat(OF_A_PERSON.matcher("see /home/somebody/kpulse").find()).isTrue();
        assertThat(OF_A_PERSON.matcher("see ~/.config and $HOME/work/x").find()).isFalse();
    }

    @Test
    void everyPageBeginsWithATitleAndIsLinkedFromTheReadme() throws IOException {
        Set<String> linked = Set.copyOf(links(Pages.named("README.md")));
        for (Pages.Page page : Pages.all()) {
            assertThat(page.text()).as(page.name()).startsWith("# ");
            if (!page.name().equals("README.md")) {
                assertThat(linked).contains(page.name());
            }
        }
    }

    @Test
    void everyDependencyAndPluginOfThePomsIsExplainedAndNoOther() throws Exception {
        Set<String> used = new TreeSet<>();
        for (String pom :
                List.of("pom.xml", "analysis/pom.xml", "harness/pom.xml", "bisect/pom.xml", "webapp/pom.xml")) {
            used.addAll(artifacts(Pages.TOP.resolve(pom)));
        }
        Set<String> explained = Pattern.compile("(?m)^\\| `([^`]+:[^`]+)`")
                .matcher(Pages.named("docs/dependencies.md").text())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(explained).containsExactlyElementsOf(used);
    }

    private static Set<String> artifacts(Path pom) throws Exception {
        Document document;
        try (InputStream stream = Files.newInputStream(pom)) {
            document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(stream);
        }
        return CHOSEN.stream()
                .flatMap(tag -> elements(document.getElementsByTagName(tag)))
                .map(e -> child(e, "groupId") + ":" + child(e, "artifactId"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Element> elements(NodeList nodes) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements.stream();
    }

    private static String child(Element element, String name) {
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent().strip();
            }
        }
        throw new AssertionError(element.getTagName() + " without " + name);
    }

    private static List<String> links(Pages.Page page) {
        return LINK.matcher(page.prose())
                .results()
                .map(found -> found.group(1))
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();
    }

    private static boolean leadsSomewhere(Pages.Page page, String link) throws IOException {
        String[] parts = link.split("#", 2);
        Path from = Pages.TOP.resolve(page.name());
        Path to = parts[0].isEmpty() ? from : from.resolveSibling(parts[0]).normalize();
        if (!to.equals(from) && !Files.exists(to)) {
            return false;
        }
        return parts.length == 1
                || HEADING.matcher(to.equals(from) ? page.text() : Files.readString(to))
                        .results()
                        .map(DocsTest::anchor)
                        .anyMatch(parts[1]::equals);
    }

    /** The name that code hosts give a heading. */
    private static String anchor(MatchResult heading) {
        return heading.group(1)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\w\\- ]", "")
                .strip()
                .replace(' ', '-');
    }
}
