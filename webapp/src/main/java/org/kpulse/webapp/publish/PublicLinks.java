package org.kpulse.webapp.publish;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.webapp.publish.Publication.Frozen;
import org.kpulse.webapp.table.Cell;
import org.kpulse.webapp.table.Table;

/** Where the links of the internal pages lead in what is published: to a file of it, or nowhere. Pure. */
final class PublicLinks {

    private static final Pattern ONE = Pattern.compile("/(regressions|kernels|comparisons)/([0-9]+)");
    private static final Pattern COMPARED =
            Pattern.compile("/compare\\?base=([0-9]+)&candidate=([0-9]+)&platform=([^&]+).*");

    private final Set<String> pages = new HashSet<>();
    private final Map<String, String> compared = new HashMap<>();

    PublicLinks(Publication all) {
        all.kernels().keySet().forEach(id -> pages.add("kernels/" + id));
        all.regressions()
                .forEach(each -> pages.add("regressions/" + each.held().row().id()));
        for (Frozen each : all.comparisons()) {
            pages.add("comparisons/" + each.id());
            compared.putIfAbsent(key(each.baseId(), each.candidateId(), each.platform()), "comparisons/" + each.id());
        }
    }

    private static String key(Object base, Object candidate, String platform) {
        return base + " " + candidate + " " + platform;
    }

    /** The table with links for a file in a directory so deep below the first page. */
    Table in(Table table, int depth) {
        List<List<Cell>> rows = table.rows().stream()
                .map(row -> row.stream().map(cell -> in(cell, depth)).toList())
                .toList();
        return new Table(table.caption(), table.columns(), rows, table.more());
    }

    private Cell in(Cell cell, int depth) {
        return new Cell(
                cell.value(),
                cell.text(),
                cell.link().flatMap(this::page).map(page -> up(depth) + page + ".html"),
                cell.mark());
    }

    /** {@code ../} so many times. */
    static String up(int depth) {
        return "../".repeat(depth);
    }

    /** The page without ending that an internal address means. */
    private Optional<String> page(String address) {
        Matcher one = ONE.matcher(address);
        if (one.matches()) {
            return Optional.of(one.group(1) + "/" + one.group(2)).filter(pages::contains);
        }
        Matcher pair = COMPARED.matcher(address);
        return pair.matches()
                ? Optional.ofNullable(compared.get(key(pair.group(1), pair.group(2), pair.group(3))))
                        .or(() -> Optional.of("kernels/" + pair.group(2)).filter(pages::contains))
                : Optional.empty();
    }
}
