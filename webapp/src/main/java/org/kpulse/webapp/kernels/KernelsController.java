package org.kpulse.webapp.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.kpulse.webapp.table.Address;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Column;
import org.kpulse.webapp.table.Paging;
import org.kpulse.webapp.table.Shown;
import org.kpulse.webapp.table.Table;
import org.kpulse.webapp.table.TableAnswers;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** All kernels. */
@Controller
class KernelsController {

    private static final List<Column> COLUMNS = List.of(
            Column.text("ref", "Kernel").explained("Its exact reference."),
            Column.text("release", "Release"),
            Column.text("first_seen", "First seen"),
            Column.number("boots", "Boots").explained("Runs that finished."),
            Column.number("kernel_failed", "Failed").explained("Runs that failed by the kernel's own fault."),
            Column.number("regressions", "Slower").explained("Metrics judged REGRESSION against any base."),
            Column.number("improvements", "Faster").explained("Metrics judged IMPROVEMENT against any base."));

    private final KernelQuery kernels;

    KernelsController(KernelQuery kernels) {
        this.kernels = kernels;
    }

    @GetMapping("/kernels")
    String page(@RequestParam(defaultValue = "1") int page, Model model) {
        Paging paging = Paging.of(page);
        model.addAttribute("table", table(paging));
        model.addAttribute("address", Address.of("/kernels", paging.query()));
        model.addAttribute("paging", paging);
        return "kernels/list";
    }

    @GetMapping("/kernels.json")
    @ResponseBody
    Map<String, Object> json(@RequestParam(defaultValue = "1") int page) {
        return TableAnswers.json(table(Paging.of(page)));
    }

    @GetMapping("/kernels.csv")
    ResponseEntity<String> csv(@RequestParam(defaultValue = "1") int page) {
        return TableAnswers.csv(table(Paging.of(page)));
    }

    private Table table(Paging paging) {
        List<List<Cell>> rows = new ArrayList<>();
        List<KernelQuery.Listed> found = kernels.newest(paging.size() + 1, paging.offset());
        for (KernelQuery.Listed kernel : found.subList(0, Math.min(found.size(), paging.size()))) {
            rows.add(List.of(
                    Cell.of(kernel.ref()).to("/kernels/" + kernel.id()),
                    Cell.of(kernel.release()),
                    Shown.time(kernel.firstSeen()),
                    Cell.of(kernel.runs().finished()),
                    Shown.marked(kernel.runs().kernelFailed(), "failed"),
                    Shown.marked(kernel.regressions(), "regression"),
                    Shown.marked(kernel.improvements(), "improvement")));
        }
        return new Table("Kernels, the newest first", COLUMNS, rows, found.size() > paging.size());
    }
}
