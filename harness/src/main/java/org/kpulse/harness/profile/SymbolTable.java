package org.kpulse.harness.profile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names code addresses of one boot. Made from the symbols of one boot of the kernel and what another boot of it says of where its
 * code lies: the kernel as a whole may have moved, and each module.
 */
final class SymbolTable {

    /** Twins that compilers make of a function belong to it. */
    private static final Pattern TWIN =
            Pattern.compile("\\.(?:cold|part|isra|constprop|llvm|lto_priv|localalias)(?:\\.\\d+)?$");

    /** Entered by a jump from their function, not by a call. */
    private static final Pattern PIECE = Pattern.compile("\\.(?:cold|part)(?:\\.\\d+)?(?:$|\\.)");

    /** Where the kernel's own code ends: what follows is no function of this name. */
    private static final Set<String> BOUNDS = Set.of("_etext", "_einittext");

    private final long[] starts;
    private final List<Function> functions;
    private final List<Range> modules;

    /** Names nothing. */
    static final SymbolTable NONE = new SymbolTable(new long[0], List.of(), List.of());

    private SymbolTable(long[] starts, List<Function> functions, List<Range> modules) {
        this.starts = starts;
        this.functions = functions;
        this.modules = modules;
    }

    /**
     * A named piece of code.
     *
     * @param name of the function, twins joined; functions of modules end in {@code " [module]"}
     * @param entry whether code that begins here was called
     */
    record Function(String name, boolean entry) {}

    private record Range(long from, long to, String name) {}

    private record Placed(long address, Function function) {}

    /**
     * The table for one boot.
     *
     * @param kernel with all symbols, from any boot of this kernel
     * @param boot where code lies in the boot to be read; its symbols are not used but for the start of the kernel's code
     * @return empty when they are of different builds, or addresses were hidden
     */
    static Optional<SymbolTable> of(CodeMap kernel, CodeMap boot) {
        OptionalLong there = kernel.start();
        OptionalLong here = boot.start();
        if (there.isEmpty() || here.isEmpty() || !kernel.buildId().equals(boot.buildId())) {
            return Optional.empty();
        }
        long moved = here.getAsLong() - there.getAsLong();
        List<Placed> placed = new ArrayList<>();
        for (CodeMap.Symbol symbol : kernel.symbols()) {
            offset(symbol, kernel.modules(), boot.modules(), moved)
                    .ifPresent(by -> function(symbol).ifPresent(f -> placed.add(new Placed(symbol.address() + by, f))));
        }
        placed.sort((a, b) -> Long.compareUnsigned(a.address(), b.address()));
        List<Placed> one = oneEach(placed);
        List<Range> modules = boot.modules().entrySet().stream()
                .map(m -> new Range(
                        m.getValue().address(),
                        m.getValue().address() + m.getValue().bytes(),
                        m.getKey()))
                .sorted(Comparator.comparingLong(Range::from))
                .toList();
        return Optional.of(new SymbolTable(
                one.stream().mapToLong(Placed::address).toArray(),
                one.stream().map(Placed::function).toList(),
                modules));
    }

    private static Optional<Long> offset(
            CodeMap.Symbol symbol, Map<String, CodeMap.Module> there, Map<String, CodeMap.Module> here, long moved) {
        if (symbol.module().isEmpty()) {
            return Optional.of(moved);
        }
        CodeMap.Module from = there.get(symbol.module());
        CodeMap.Module to = here.get(symbol.module());
        return from == null || to == null ? Optional.empty() : Optional.of(to.address() - from.address());
    }

    /** Of several names of one address the first that calls it a function of its own; aliases sort by name. */
    private static List<Placed> oneEach(List<Placed> sorted) {
        List<Placed> one = new ArrayList<>();
        for (Placed next : sorted) {
            int last = one.size() - 1;
            if (last < 0 || one.get(last).address() != next.address()) {
                one.add(next);
            } else if (better(next, one.get(last))) {
                one.set(last, next);
            }
        }
        return one;
    }

    /** Fewer leading underscores, then the shorter, then the first by name: the same choice for every build. */
    private static boolean better(Placed next, Placed known) {
        Comparator<String> order = Comparator.comparingInt(SymbolTable::underscores)
                .thenComparingInt(String::length)
                .thenComparing(Comparator.naturalOrder());
        return order.compare(next.function().name(), known.function().name()) < 0;
    }

    private static int underscores(String name) {
        int count = 0;
        while (count < name.length() && name.charAt(count) == '_') {
            count++;
        }
        return count;
    }

    /** Empty for markers that are no functions: padding before one ({@code __pfx_}, {@code __cfi_}) and section bounds. */
    private static Optional<Function> function(CodeMap.Symbol symbol) {
        String name = symbol.name();
        if (name.startsWith("__pfx_") || name.startsWith("__cfi_")) {
            return Optional.of(new Function(base(name.substring(6)) + suffix(symbol), false));
        }
        return Optional.of(
                new Function(base(name) + suffix(symbol), !PIECE.matcher(name).find()));
    }

    private static String suffix(CodeMap.Symbol symbol) {
        return symbol.module().isEmpty() ? "" : " [" + symbol.module() + "]";
    }

    /** Names of all functions that have a symbol, as {@link #at} gives them. */
    static Set<String> names(CodeMap kernel) {
        Set<String> names = new TreeSet<>();
        for (CodeMap.Symbol symbol : kernel.symbols()) {
            function(symbol)
                    .map(Function::name)
                    .filter(name -> !BOUNDS.contains(name))
                    .ifPresent(names::add);
        }
        return names;
    }

    /** The function that a twin belongs to. */
    static String base(String name) {
        String base = name;
        for (var twin = TWIN.matcher(base); twin.find(); twin = TWIN.matcher(base)) {
            base = base.substring(0, twin.start());
        }
        return base.isEmpty() ? name : base;
    }

    /** The function whose code holds this address, and whether the address is its entry; empty when no symbol names it. */
    Optional<Function> at(long address) {
        int found = search(address);
        if (found < 0) {
            return Optional.empty();
        }
        Optional<String> module = module(address);
        Function function = functions.get(found);
        if (!module.equals(module(starts[found])) || BOUNDS.contains(function.name())) {
            return Optional.empty();
        }
        return Optional.of(starts[found] == address ? function : new Function(function.name(), false));
    }

    /** The module that holds an address. */
    private Optional<String> module(long address) {
        return modules.stream()
                .filter(m -> Long.compareUnsigned(address, m.from()) >= 0 && Long.compareUnsigned(address, m.to()) < 0)
                .map(Range::name)
                .findFirst();
    }

    /** Index of the last start at or below the address; -1 below all. */
    private int search(long address) {
        // all kernel addresses have the top bit set, so signed order is unsigned order among them
        int found = Arrays.binarySearch(starts, address);
        return found >= 0 ? found : -found - 2;
    }

    /** Number of functions and pieces of them. */
    int size() {
        return starts.length;
    }
}
