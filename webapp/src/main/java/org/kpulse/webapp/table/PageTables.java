package org.kpulse.webapp.table;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kpulse.webapp.server.NotFound;

/** The tables of one page, each with a name that ends its address: {@code /runs/5/steps.json}. Made when they are asked for. */
public final class PageTables {

    private final String path;
    private final Map<String, Supplier<Table>> tables = new LinkedHashMap<>();

    /** Of the page at this path. */
    public PageTables(String path) {
        this.path = path;
    }

    /** A table with where it is for programs. */
    public record Placed(Table table, Address address) {}

    /** With one more table. */
    public PageTables with(String name, Supplier<Table> table) {
        tables.put(name, table);
        return this;
    }

    /** A table, as templates ask for it. */
    public Placed placed(String name) {
        return new Placed(get(name), address(name));
    }

    /** Those of these names that have rows, in this order. */
    public List<Placed> filled(List<String> names) {
        return names.stream()
                .map(this::placed)
                .filter(each -> !each.table().isEmpty())
                .toList();
    }

    /** Where a table is for programs. */
    public Address address(String name) {
        return Address.of(path + "/" + name, "");
    }

    /**
     * The table of this name.
     *
     * @throws NotFound if the page has none
     */
    public Table get(String name) {
        @Nullable Supplier<Table> table = tables.get(name);
        if (table == null) {
            throw new NotFound("This page has no such table; it has: " + String.join(", ", tables.keySet()) + ".");
        }
        return table.get();
    }
}
