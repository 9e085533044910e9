package org.kpulse.harness.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.Kernel;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.report.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Kernels that can be tested. */
@Command(
        name = "kernels",
        description = "Kernels: what is offered, what is on this host's disk.",
        subcommands = {
            KernelsCommand.ListAll.class,
            KernelsCommand.Show.class,
            KernelsCommand.Fetch.class,
            DiffConfigurations.class
        })
final class KernelsCommand extends Group {

    private static Map<String, @Nullable Object> object(Kernel kernel) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("ref", kernel.ref());
        object.put("release", kernel.release());
        object.put("architecture", kernel.architecture().kernelName());
        object.put("version", kernel.version().orElse(null));
        object.put("image", kernel.image().toString());
        object.put("image_sha256", kernel.imageSha256());
        object.put("config_sha256", kernel.configSha256().orElse(null));
        object.put("modules", kernel.modules().map(Object::toString).orElse(null));
        kernel.built().ifPresent(built -> {
            object.put("identity_sha256", built.identity());
            object.put("revision", built.revision());
            object.put("patches_sha256", built.patchesSha256());
            object.put("compiler", built.compiler());
            object.put("layout", built.layout());
            object.put("code_sha256", built.codeSha256().orElse(null));
            object.put("objects", kernel.objects().map(Object::toString).orElse(null));
        });
        return object;
    }

    private static void print(Context context, Common common, Kernel kernel) {
        if (common.json) {
            context.json(object(kernel));
            return;
        }
        StringBuilder text = new StringBuilder();
        object(kernel)
                .forEach((name, value) -> text.append(
                        String.format(Locale.ROOT, "%-14s%s%n", name.replace('_', ' '), value == null ? "-" : value)));
        context.print(text.toString());
    }

    /** Lists them. */
    @Command(name = "list", description = "List the kernels that can be fetched, the newest first, and those fetched.")
    static final class ListAll extends Leaf {

        ListAll(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            Kernels kernels = lab.kernels();
            List<Kernel> fetched = kernels.fetched();
            Set<String> here = fetched.stream().map(Kernel::ref).collect(Collectors.toSet());
            List<String> offered = kernels.list(lab.progress()).stream()
                    .map(KernelRef::toString)
                    .toList();
            List<String> all = Stream.concat(
                            offered.stream(),
                            here.stream().filter(r -> !offered.contains(r)).sorted())
                    .toList();
            if (common.json) {
                context.json(all.stream()
                        .map(r -> Map.of("ref", r, "fetched", here.contains(r), "offered", offered.contains(r)))
                        .toList());
                return 0;
            }
            Table table = new Table(3, "kernel", "fetched", "also called");
            for (String ref : all) {
                int place = offered.indexOf(ref);
                String alias = place == 0 ? "debian:latest" : place == 1 ? "debian:previous" : "";
                table.row(ref, here.contains(ref) ? "yes" : "no", place < 0 ? "no longer offered" : alias);
            }
            context.print(table.text());
            return 0;
        }
    }

    /** Shows one. */
    @Command(name = "show", description = "Show a kernel that is on this host's disk.")
    static final class Show extends Leaf {

        @Parameters(paramLabel = "REF", description = "Kernel reference.")
        String ref = "";

        Show(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            KernelRef exact = lab.kernels().resolve(ref, lab.progress());
            Kernel kernel = lab.kernels()
                    .find(exact)
                    .orElseThrow(() -> new UsageException(
                            exact + " is not on this host's disk; fetch it with: kpulse kernels fetch " + exact));
            print(context, common, kernel);
            return 0;
        }
    }

    /** Fetches one. */
    @Command(name = "fetch", description = "Fetch a kernel to this host's disk; does nothing when it is there.")
    static final class Fetch extends Leaf {

        @Parameters(paramLabel = "REF", description = "Kernel reference, such as debian:latest.")
        String ref = "";

        Fetch(Context context) {
            super(context);
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            print(context, common, lab.kernels().fetch(ref, lab.progress()));
            return 0;
        }
    }
}
