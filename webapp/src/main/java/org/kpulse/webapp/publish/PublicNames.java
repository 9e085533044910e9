package org.kpulse.webapp.publish;

import java.util.List;
import java.util.stream.Collectors;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.webapp.reports.ReportSettings;

/** Names of kernels without what they say of the lab: paths on its disks and addresses of its servers. Pure. */
final class PublicNames {

    private final ReportSettings settings;

    PublicNames(ReportSettings settings) {
        this.settings = settings;
    }

    /**
     * A kernel's name for everybody: trees by the name that the configuration gives them, else by the last part of their address;
     * images by their release; patches by their file's name.
     */
    String of(String ref, String release) {
        KernelRef parsed;
        try {
            parsed = KernelRef.parse(ref);
        } catch (UsageException e) {
            return withoutPaths(ref); // a name from outside, which is shown and not understood
        }
        String patches =
                parsed.patches().stream().map(file -> "+patch:" + last(file)).collect(Collectors.joining());
        if (parsed instanceof KernelRef.Git git) {
            return "git:" + tree(git.tree()) + "#" + git.revision() + patches;
        }
        if (parsed instanceof KernelRef.Image) {
            return "image:" + release + patches;
        }
        return ref.substring(0, ref.length() - stored(parsed.patches())) + patches;
    }

    private static int stored(List<String> patches) {
        return patches.stream()
                .mapToInt(file -> "+patch:".length() + file.length())
                .sum();
    }

    private String tree(String named) {
        return settings.tree(named).map(ReportSettings.KnownTree::name).orElseGet(() -> last(named));
    }

    private static String last(String path) {
        return path.replaceFirst("/+$", "").replaceFirst("(?s).*[/:]", "").replaceFirst("\\.git$", "");
    }

    /** The same of anything else that a kernel says of itself. */
    static String withoutPaths(String text) {
        return text.replaceAll("[^\\s:]*/", "");
    }
}
