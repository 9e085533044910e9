package org.kpulse.webapp.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.InfraFault;
import org.kpulse.harness.platform.Platform;
import org.kpulse.harness.regression.Judgement;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.store.RegressionJudge;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.webapp.History;
import org.kpulse.webapp.Site;
import org.kpulse.webapp.people.Accounts;
import org.kpulse.webapp.people.Role;
import org.kpulse.webapp.publish.Publishing;
import org.kpulse.webapp.reports.ReportSettings;

/**
 * Every page as a person has it, in the system's Chromium, on a made-up history. Screenshots go to {@code target/screenshots}; with {@code
 * -Dkpulse.golden.update=true} those that the documentation shows are renewed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PagesInABrowserTest {

    private static final Path SHOTS = Path.of("target", "screenshots");
    private static final Path DOCS = Path.of("..", "docs", "screenshots");
    private static final List<String> IN_DOCS = List.of("inbox", "compare", "series");
    private static final int NARROW = 360;
    private static final String PASSWORD = "a long enough password";
    private static final Map<String, String> FORMS = Map.of(
            "/queue", "/queue/patch",
            "/bisections", "/bisections",
            "/reports", "/reports/digest",
            "/reports/1", "/reports/1/approve",
            "/regressions/1", "/regressions/1/judge",
            "/people", "/people",
            "/account", "/account/tokens",
            "/audit", "/logout",
            "/webhooks", "/logout");
    private static final Locale LOCALE = Locale.getDefault();

    @TempDir
    static Path home;

    private static Site site;
    private static Playwright playwright;
    private static Browser browser;
    private static Map<String, String> pages;

    @BeforeAll
    static void open() throws IOException {
        site = Site.open(home, Map.of("trees.linux", home.toString()));
        pages = Shown.in(site.database());
        Files.createDirectories(SHOTS);
        Locale.setDefault(
                Locale.ROOT); // Playwright writes "light" by the rules of the default locale, which is a hostile one
        // in tests
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--font-render-hinting=none")));
    }

    @AfterAll
    static void close() {
        Locale.setDefault(LOCALE);
        playwright.close();
        site.close();
    }

    /** A reader; what their browser complains of and asks other hosts for goes to {@code trouble}. */
    private static Page reader(ColorScheme colours, int width, boolean scripts, List<String> trouble) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(colours)
                .setViewportSize(width, 900)
                .setJavaScriptEnabled(scripts));
        Page page = context.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                trouble.add(page.url() + ": " + message.text());
            }
        });
        page.onPageError(error -> trouble.add(page.url() + ": " + error));
        page.onRequest(request -> {
            if (!request.url().startsWith(site.at("/").toString())
                    && !request.url().startsWith("data:")) {
                trouble.add(page.url() + " asks for " + request.url());
            }
        });
        return page;
    }

    private static void shoot(Page page, String name) {
        Path shot = SHOTS.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(shot));
        if (Boolean.getBoolean("kpulse.golden.update") && IN_DOCS.contains(name.replaceFirst("-.*", ""))) {
            try {
                Files.createDirectories(DOCS);
                Files.copy(shot, DOCS.resolve(name + ".png"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    @Test
    void noPageKeepsAnybodyFromReadingItOrComplains() {
        List<String> trouble = new ArrayList<>();
        Page page = reader(ColorScheme.LIGHT, 1280, true, trouble);
        pages.forEach((name, path) -> {
            page.navigate(site.at(path).toString());
            AxeResults results = new AxeBuilder(page).analyze();
            if (results.getPasses().size() < 5) {
                trouble.add(name + ": only " + results.getPasses().size() + " rules had something to look at");
            }
            trouble.addAll(violations(name, results));
            shoot(page, name + "-light");
        });
        page.context().close();
        assertThat(trouble).isEmpty();
    }

    /** Forms that only who signed in has, each opened. */
    @Test
    void whoSignedInReadsAndFillsInEveryForm() {
        Accounts.person(site.database(), "ann", Role.ADMIN, PASSWORD);
        List<String> trouble = new ArrayList<>();
        Page page = reader(ColorScheme.LIGHT, NARROW, true, trouble);
        page.navigate(site.at("/login").toString());
        page.fill("input[name=username]", "ann");
        page.fill("input[name=password]", PASSWORD);
        page.click("main button");
        Map<String, String> forms = new HashMap<>(FORMS);
        forms.put(pages.get("series"), pages.get("series") + "/annotate");
        forms.forEach((path, form) -> {
            page.navigate(site.at(path).toString());
            page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)");
            if (page.locator("form[action='" + form + "']").count() == 0) {
                trouble.add(path + " has no form for " + form);
            }
            trouble.addAll(violations(path, new AxeBuilder(page).analyze()));
            trouble.addAll(HtmlErrors.of(path, page.content()));
            Object width = page.evaluate("document.documentElement.scrollWidth");
            if (((Number) width).intValue() > NARROW) {
                trouble.add(path + " is " + width + " px wide");
            }
            shoot(page, "signed-in" + path.replaceAll("[^a-z]", "-"));
        });
        page.context().close();
        assertThat(trouble).isEmpty();
    }

    @Test
    void whatIsReadInTheDarkHasContrastToo() {
        List<String> trouble = new ArrayList<>();
        Page page = reader(ColorScheme.DARK, 1280, true, trouble);
        pages.forEach((name, path) -> {
            page.navigate(site.at(path).toString());
            trouble.addAll(violations(
                    name,
                    new AxeBuilder(page).withRules(List.of("color-contrast")).analyze()));
            shoot(page, name + "-dark");
        });
        page.context().close();
        assertThat(trouble).isEmpty();
    }

    private static List<String> violations(String name, AxeResults results) {
        return results.getViolations().stream()
                .flatMap(
                        rule -> rule.getNodes().stream().map(node -> name + " " + rule.getId() + ": " + node.getHtml()))
                .toList();
    }

    @Test
    void aNarrowScreenNeedsNoScrollingSideways() {
        List<String> trouble = new ArrayList<>();
        Page page = reader(ColorScheme.LIGHT, NARROW, true, trouble);
        pages.forEach((name, path) -> {
            page.navigate(site.at(path).toString());
            Object width = page.evaluate("document.documentElement.scrollWidth");
            if (((Number) width).intValue() > NARROW) {
                trouble.add(name + " is " + width + " px wide");
            }
            shoot(page, name + "-narrow");
        });
        page.context().close();
        assertThat(trouble).isEmpty();
    }

    @Test
    void everyPageSaysTheSameWithoutScripts() {
        List<String> trouble = new ArrayList<>();
        Page with = reader(ColorScheme.LIGHT, 1280, true, trouble);
        Page without = reader(ColorScheme.LIGHT, 1280, false, trouble);
        pages.forEach((name, path) -> {
            with.navigate(site.at(path).toString());
            without.navigate(site.at(path).toString());
            for (String part : List.of("h1", "h2", "figcaption", "main > section > p")) {
                if (!with.locator(part)
                        .allTextContents()
                        .equals(without.locator(part).allTextContents())) {
                    trouble.add(name + ": another " + part);
                }
            }
        });
        with.context().close();
        without.context().close();
        assertThat(trouble).isEmpty();
    }

    @Test
    void htmlIsWhatBrowsersNeedNotGuessAt() {
        List<String> trouble = new ArrayList<>();
        for (Map.Entry<String, String> page : pages.entrySet()) {
            trouble.addAll(
                    HtmlErrors.of(page.getKey(), site.get(page.getValue()).body()));
        }
        assertThat(trouble).isEmpty();
    }

    @Test
    void aClickKeepsAPointOfASeriesAndTheFirstKeyLeadsPastTheNavigation() {
        List<String> trouble = new ArrayList<>();
        Page page = reader(ColorScheme.LIGHT, 1280, true, trouble);
        page.navigate(site.at(pages.get("series")).toString());

        page.keyboard().press("Tab");
        Object focused = page.evaluate("document.activeElement.textContent");
        page.waitForSelector("figure .uplot canvas");
        String before = page.locator("figure").innerText();
        page.locator("figure .u-over").click();
        page.mouse().move(5, 5);

        assertThat(focused).isEqualTo("To the content");
        assertThat(page.locator("figure").innerText()).isNotEqualTo(before).contains("demo:6.");
        assertThat(trouble).isEmpty();
    }

    @Test
    void whatIsPinnedInASeriesIsInTheAddressAndComesBackWithIt() {
        List<String> trouble = new ArrayList<>();
        Page page = reader(ColorScheme.LIGHT, 1280, true, trouble);
        page.navigate(site.at(pages.get("series")).toString());
        page.waitForSelector("figure .uplot canvas");
        page.locator("figure .u-over").click();
        String pinned = page.locator("figure .pointed a").first().innerText();
        String address = page.url();

        Page again = reader(ColorScheme.DARK, NARROW, true, trouble);
        again.navigate(address);
        again.waitForSelector("figure .uplot canvas");
        again.mouse().move(5, 5);
        shoot(again, "pinned-narrow");
        again.locator("figure .u-over").hover();

        assertThat(address).contains("?pin=");
        assertThat(again.locator("figure .pointed").innerText()).startsWith("pinned: " + pinned + ":");
        page.locator("figure .u-over").click();
        assertThat(page.url()).as("a second click lets it go").doesNotContain("pin=");
        page.context().close();
        again.context().close();
        assertThat(trouble).isEmpty();
    }

    @Test
    void whatIsPublishedIsReadFromAnyServerAsAllPagesAre() throws IOException {
        assertThat(new RegressionJudge(site.database())
                        .judge(
                                2,
                                new RegressionStore(site.database())
                                        .find(2)
                                        .orElseThrow()
                                        .version(),
                                "demo",
                                new Judgement(Judgement.Act.ACCEPTED, OptionalLong.empty(), "")))
                .isInstanceOf(RegressionJudge.Stored.class);
        Path out = home.resolve("published");
        new Publishing(site.database(), new ReportSettings("", "", List.of(), List.of(), Map.of()), Clock.systemUTC())
                .to(out);
        List<String> trouble = new ArrayList<>();
        try (FileServer files = new FileServer(out)) {
            Page page = browser.newContext(new Browser.NewContextOptions().setViewportSize(NARROW, 900))
                    .newPage();
            page.onConsoleMessage(message -> trouble.add(page.url() + ": " + message.text()));
            page.onRequest(request -> {
                if (!request.url().startsWith(files.url())) {
                    trouble.add(page.url() + " asks for " + request.url());
                }
            });
            List<String> some =
                    Files.readString(out.resolve("regressions.json")).contains("\"id\":2,")
                            ? List.of("index.html", "kernels.html", "regressions/2.html", comparison(out))
                            : List.of();
            assertThat(some).isNotEmpty();
            for (String path : some) {
                page.navigate(files.url() + path);
                trouble.addAll(violations(path, new AxeBuilder(page).analyze()));
                Object width = page.evaluate("document.documentElement.scrollWidth");
                if (((Number) width).intValue() > NARROW) {
                    trouble.add(path + " is " + width + " px wide");
                }
                shoot(page, "published-" + path.replaceAll("[^a-z]", ""));
            }
            page.context().close();
        }
        assertThat(trouble).isEmpty();
    }

    private static String comparison(Path out) throws IOException {
        try (var all = Files.list(out.resolve("comparisons"))) {
            return "comparisons/"
                    + all.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".html"))
                            .findFirst()
                            .orElseThrow();
        }
    }

    /** The last one, since it stores what the other pages would show. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aPageRenewsItselfWhenSomethingIsStored() {
        List<String> trouble = new ArrayList<>();
        Page page = reader(ColorScheme.LIGHT, 1280, true, trouble);
        page.navigate(site.at("/").toString());
        page.evaluate("window.sameDocument = true");
        assertThat(page.locator("main").innerText()).doesNotContain("DISK_FULL");

        History history = new History(site.database(), "qemu-live", Platform.Kind.TIME);
        history.save(
                new RunSlot(history.job(history.kernel("live:1")), 0, 0, 1),
                Optional.of(new InfraFault(InfraFault.Kind.DISK_FULL, "no room")),
                List.of(),
                List.of());
        page.waitForSelector("main td:has-text('DISK_FULL')");

        assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
        page.context().close();
        assertThat(trouble).isEmpty();
    }
}
