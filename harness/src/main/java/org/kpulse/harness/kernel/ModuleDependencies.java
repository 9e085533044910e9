package org.kpulse.harness.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.InfraException;

/** What modules a kernel has and what each needs, from {@code modules.dep} and {@code modules.builtin}. */
public final class ModuleDependencies {

    private final Map<String, Module> modules;
    private final Set<String> builtIn;

    private record Module(String path, List<String> needs) {}

    /**
     * How to get modules into a kernel.
     *
     * @param files modules in the order to load them, each once, after all it needs; paths under the modules' directory
     * @param builtIn wanted modules that are part of the kernel already
     * @param unknown wanted modules that this kernel does not have
     */
    public record LoadOrder(List<String> files, List<String> builtIn, List<String> unknown) {
        public LoadOrder {
            files = List.copyOf(files);
            builtIn = List.copyOf(builtIn);
            unknown = List.copyOf(unknown);
        }
    }

    private ModuleDependencies(Map<String, Module> modules, Set<String> builtIn) {
        this.modules = modules;
        this.builtIn = builtIn;
    }

    /** Reads both files of a modules directory; {@code modules.builtin} may be absent. */
    public static ModuleDependencies read(Path directory) {
        try {
            Path builtIn = directory.resolve("modules.builtin");
            return parse(
                    Files.readString(directory.resolve("modules.dep")),
                    Files.exists(builtIn) ? Files.readString(builtIn) : "");
        } catch (IOException e) {
            throw new InfraException("Cannot read the module list in " + directory + ": " + e.getMessage() + ".", e);
        }
    }

    /** Parses the texts of {@code modules.dep} and {@code modules.builtin} (modules.dep(5), Documentation/kbuild/kbuild.rst). */
    public static ModuleDependencies parse(String dependencies, String builtIn) {
        Map<String, Module> modules = new HashMap<>();
        for (String line : dependencies.lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                List<String> needs = Arrays.stream(
                                line.substring(colon + 1).strip().split("\\s+"))
                        .filter(path -> !path.isEmpty())
                        .map(ModuleDependencies::nameOf)
                        .toList();
                String path = line.substring(0, colon);
                modules.put(nameOf(path), new Module(path, needs));
            }
        }
        Set<String> names = builtIn.lines()
                .filter(line -> !line.isBlank())
                .map(ModuleDependencies::nameOf)
                .collect(Collectors.toSet());
        return new ModuleDependencies(modules, names);
    }

    /** What to load, and in what order, so that all wanted modules are in the kernel; {@code -} and {@code _} are one. */
    public LoadOrder loadOrder(List<String> wanted) {
        Set<String> files = new LinkedHashSet<>();
        List<String> inKernel = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String each : wanted) {
            String name = ModuleFile.canonical(each);
            if (modules.containsKey(name)) {
                add(name, files, new LinkedHashSet<>());
            } else {
                (builtIn.contains(name) ? inKernel : unknown).add(each);
            }
        }
        return new LoadOrder(List.copyOf(files), inKernel, unknown);
    }

    private void add(String name, Set<String> files, Set<String> path) {
        @Nullable Module module = modules.get(name);
        if (module == null || files.contains(module.path())) {
            return;
        }
        if (!path.add(name)) {
            throw new InfraException("modules.dep is damaged: " + name + " needs itself (" + path + ").");
        }
        for (String need : module.needs()) {
            add(need, files, path);
        }
        path.remove(name);
        files.add(module.path());
    }

    private static String nameOf(String path) {
        return ModuleFile.nameOf(Path.of(path.strip())).orElseGet(() -> ModuleFile.canonical(path.strip()));
    }
}
