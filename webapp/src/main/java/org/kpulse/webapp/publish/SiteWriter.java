package org.kpulse.webapp.publish;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.webapp.chart.DrawnTable;
import org.kpulse.webapp.index.IndexQuery.Series;
import org.kpulse.webapp.publish.Publication.Frozen;
import org.kpulse.webapp.publish.Publication.NamedKernel;
import org.kpulse.webapp.publish.Publication.Published;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.PageTables.Placed;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.thymeleaf.context.Context;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import tools.jackson.databind.json.JsonMapper;

/** Writes the pages of a publication, with the templates of the internal ones, and their tables as JSON and CSV. */
final class SiteWriter {

    private final SpringTemplateEngine engine = new SpringTemplateEngine();
    private final JsonMapper json = JsonMapper.shared();

    SiteWriter() {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver(SiteWriter.class.getClassLoader());
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding(StandardCharsets.UTF_8.name());
        engine.setTemplateResolver(resolver);
    }

    /** Takes finished files; paths are relative, with / between their parts. */
    interface Files {
        void write(String path, byte[] content);
    }

    void write(Publication all, Files files) {
        SitePages pages = new SitePages(all);
        String at = Shown.time(all.at()).text();
        for (String own : new String[] {"kpulse.css", "icon.svg"}) {
            files.write(own, own(own));
        }
        page(files, "index", pages.first(), at);
        page(files, "kernels", pages.kernels(), at);
        for (Series each : all.series()) {
            String path = "platforms/" + each.platform().id();
            PublicPage platform = pages.platform(each);
            page(files, path, platform, at);
            files.write(path + ".svg", bytes(platform.figures().get(0).chart().file("../kpulse.css")));
        }
        for (NamedKernel each : all.kernels().values()) {
            page(files, "kernels/" + each.id(), pages.kernel(each), at);
        }
        for (Published each : all.regressions()) {
            page(files, "regressions/" + each.held().row().id(), pages.regression(each), at);
        }
        for (Frozen each : all.comparisons()) {
            page(files, "comparisons/" + each.id(), pages.comparison(each), at);
        }
    }

    private void page(Files files, String path, PublicPage page, String at) {
        int depth = path.contains("/") ? 1 : 0;
        Context context = new Context(Locale.ROOT, Map.of("page", page, "root", PublicLinks.up(depth), "at", at));
        files.write(path + ".html", bytes(engine.process("publish/page", context)));
        String directory = path.substring(0, path.lastIndexOf('/') + 1);
        for (DrawnTable each : page.drawn()) {
            table(files, directory, each.metrics(), each.address());
        }
        for (Placed each : page.tables()) {
            if (!each.table().isEmpty()) {
                table(files, directory, each.table(), each.address());
            }
        }
    }

    private void table(Files files, String directory, Table table, Address address) {
        files.write(directory + address.json(), json.writeValueAsBytes(TableAnswers.json(table)));
        files.write(directory + address.csv(), bytes(TableAnswers.csvText(table)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] own(String name) {
        try (InputStream stream = SiteWriter.class.getResourceAsStream("/static/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("no resource static/" + name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new InfraException("Cannot read " + name + " of Kpulse itself.", e);
        }
    }
}
