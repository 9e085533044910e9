package org.kpulse.harness.cli;

import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.guest.GuestImage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Guest images. */
@Command(
        name = "guest",
        description = "Guest images: the root file systems that kernels under test are booted with.",
        subcommands = {GuestCommand.Build.class, GuestCommand.Info.class})
final class GuestCommand extends Group {

    private static void print(Context context, Common common, List<GuestImage> images) {
        if (common.json) {
            context.json(images.stream().map(GuestCommand::object).toList());
            return;
        }
        StringBuilder text = new StringBuilder();
        for (GuestImage image : images) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s%n  sha256    %s%n  size      %.1f MiB%n  built     %s, %s, with %s%n  asked for %s%n",
                    image.path(),
                    image.sha256(),
                    image.manifest().sizeBytes() / 1048576.0,
                    image.manifest().built().truncatedTo(ChronoUnit.SECONDS),
                    image.manifest().suite(),
                    image.manifest().builtWith(),
                    String.join(" ", image.manifest().packages())));
        }
        context.print(text.toString());
    }

    private static Map<String, Object> object(GuestImage image) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("path", image.path().toString());
        object.put("sha256", image.sha256());
        object.put("size_bytes", image.manifest().sizeBytes());
        object.put("built", image.manifest().built().toString());
        object.put("suite", image.manifest().suite());
        object.put("packages", image.manifest().packages());
        object.put("installed", image.manifest().installed());
        return object;
    }

    private static SortedSet<String> packages(Lab lab) {
        return lab.packages(lab.catalog().suites().find(lab.config().text(ConfigKey.RUN_SUITE)));
    }

    /** Builds one. */
    @Command(name = "build", description = "Build the guest image of the configured suite, if it is not there.")
    static final class Build implements Callable<Integer> {

        private final Context context;

        @Mixin
        Common common = new Common();

        @Option(names = "--force", description = "Build it anew even when it is there.")
        boolean force;

        Build(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            GuestImage image = force
                    ? lab.guestImages().build(packages(lab), lab.progress())
                    : lab.guestImages().obtain(packages(lab), lab.progress());
            print(context, common, List.of(image));
            return 0;
        }
    }

    /** Shows what is there. */
    @Command(name = "info", description = "Show the guest images of this host.")
    static final class Info implements Callable<Integer> {

        private final Context context;

        @Mixin
        Common common = new Common();

        @Option(names = "--verify", description = "Read each image whole and compare its hash.")
        boolean verify;

        Info(Context context) {
            this.context = context;
        }

        @Override
        public Integer call() {
            Lab lab = context.lab(common);
            List<GuestImage> images = lab.guestImages().all();
            if (verify) {
                images.forEach(lab.guestImages()::verify);
            }
            if (images.isEmpty() && !common.json) {
                context.print("no guest image yet; kpulse guest build makes one\n");
                return 0;
            }
            print(context, common, images);
            return 0;
        }
    }
}
