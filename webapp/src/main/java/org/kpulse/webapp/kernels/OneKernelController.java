package org.kpulse.webapp.kernels;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kpulse.harness.kernel.KernelOptions;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.KernelConfigStore;
import org.kpulse.harness.store.SeriesStore;
import org.kpulse.harness.store.TestQuery;
import org.kpulse.webapp.index.Movers;
import org.kpulse.webapp.kernels.OneKernelQuery.Base;
import org.kpulse.webapp.kernels.OneKernelQuery.Identity;
import org.kpulse.webapp.kernels.OneKernelQuery.Judged;
import org.kpulse.webapp.kernels.OneKernelTables.Moved;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.table.PageTables;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.kpulse.webapp.table.Visible;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** Everything about one kernel. */
@Controller
class OneKernelController {

    private final OneKernelQuery kernels;
    private final Movers movers;
    private final TestQuery tests;
    private final KernelConfigStore configs;
    private final SeriesStore series;

    OneKernelController(Database database, OneKernelQuery kernels, Movers movers) {
        this.kernels = kernels;
        this.movers = movers;
        this.tests = new TestQuery(database);
        this.configs = new KernelConfigStore(database);
        this.series = new SeriesStore(database);
    }

    @GetMapping("/kernels/{id}")
    String page(@PathVariable long id, Model model) {
        Identity kernel = find(id);
        model.addAttribute("title", Visible.of(kernel.ref()));
        model.addAttribute("id", id);
        model.addAttribute("ref", kernel.ref());
        model.addAttribute("facts", facts(kernel));
        model.addAttribute(
                "tables",
                tables(kernel).filled(List.of("judged", "movers", "runs", "crashed", "tests", "config", "builds")));
        return "kernels/kernel";
    }

    @GetMapping("/kernels/{id}/{table}.json")
    @ResponseBody
    Map<String, Object> json(@PathVariable long id, @PathVariable String table) {
        return TableAnswers.json(tables(find(id)).get(table));
    }

    @GetMapping("/kernels/{id}/{table}.csv")
    ResponseEntity<String> csv(@PathVariable long id, @PathVariable String table) {
        return TableAnswers.csv(tables(find(id)).get(table));
    }

    private Identity find(long id) {
        return kernels.identity(id).orElseThrow(() -> new NotFound("There is no kernel " + id + "."));
    }

    private PageTables tables(Identity kernel) {
        long id = kernel.id();
        return new PageTables("/kernels/" + id)
                .with("judged", () -> OneKernelTables.judged(kernels.judged(id), id))
                .with("movers", () -> OneKernelTables.movers(moved(id), id))
                .with("runs", () -> OneKernelTables.runs(kernels.platforms(id), kernel.ref()))
                .with("crashed", () -> OneKernelTables.crashed(kernels.crashed(id, OneKernelTables.CRASHES + 1)))
                .with("tests", () -> OneKernelTables.tests(tests.ofKernel(id).values()))
                .with("config", () -> config(kernel))
                .with("builds", () -> OneKernelTables.builds(kernels.builds(kernel.ref())));
    }

    /** By the newest comparison of each platform that is of an experiment and has an index. */
    private List<Moved> moved(long id) {
        Map<Long, Judged> newest = new LinkedHashMap<>();
        kernels.judged(id).stream()
                .filter(each -> each.experiment().isPresent() && each.index().isPresent())
                .forEach(each -> newest.putIfAbsent(each.platformId(), each));
        return newest.values().stream()
                .map(each -> new Moved(each, movers.of(each.experiment().orElseThrow(), each.platformId())))
                .toList();
    }

    /** Each by its title if it is a series that was tested as such, else by its hash. */
    private String patches(List<String> hashes) {
        return hashes.stream()
                .map(hash -> series.find(hash)
                        .map(each -> each.title() + " (" + each.patches() + " by " + each.author() + ", " + hash + ")")
                        .orElse(hash))
                .collect(Collectors.joining("; "));
    }

    /** Without rows when there is no base, or the configuration of one of the two is not stored. */
    private Table config(Identity kernel) {
        Optional<Base> base = kernels.base(kernel.id());
        Optional<KernelOptions> before = base.flatMap(Base::configSha256).flatMap(configs::find);
        Optional<KernelOptions> after = kernel.configSha256().flatMap(configs::find);
        return OneKernelTables.config(
                base.map(Base::ref).orElse("a base"),
                before.isPresent() && after.isPresent() ? before.get().differences(after.get()) : List.of());
    }

    private Map<String, String> facts(Identity kernel) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Release", kernel.release());
        facts.put("Architecture", kernel.architecture());
        kernel.version().ifPresent(version -> facts.put("Version", version));
        facts.put("First seen", Shown.time(kernel.firstSeen()).text() + " UTC");
        facts.put("Image", kernel.imageSha256());
        kernel.configSha256().ifPresent(hash -> facts.put("Configuration", hash));
        kernel.built().ifPresent(built -> {
            facts.put("Source revision", built.revision());
            facts.put("Patches", built.patches().isEmpty() ? "none" : patches(built.patches()));
            facts.put("Compiler", built.compiler());
            facts.put("Text layout", built.layout() == 0 ? "the kernel's own" : String.valueOf(built.layout()));
            built.code().ifPresent(hash -> facts.put("Code", hash));
            facts.put("Identity", built.identity());
        });
        facts.replaceAll((name, value) -> Visible.of(value));
        return facts;
    }
}
