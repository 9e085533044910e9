package org.kpulse.harness.sources.kernelorg;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kpulse.harness.build.GitKernels;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.kernel.KernelCache;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.process.Commands;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.state.StateDirectory;

/** Fetches a release in a process of its own and says each step; it is killed. */
final class ImportProcess {

    private ImportProcess() {}

    /** Arguments: a directory whose {@code state} is the state directory, the address of the server, the release. */
    public static void main(String[] arguments) {
        Path home = Path.of(arguments[0]);
        System.out.println("have "
                + kernels(home, arguments[1]).fetch(arguments[2], said()).imageSha256());
    }

    static Kernels kernels(Path home, String server) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "build.ccache", "off", "build.jobs", "1", "build.fragments", "", "sources.private-addresses", "on"));
        settings.put("sources.kernel-org.downloads", server + "/pub/linux/kernel");
        settings.put("sources.kernel-org.keys", home.resolve("key.asc").toString());
        StateDirectory state = new StateDirectory(home.resolve("state"));
        Config config = Config.load(new Config.Sources(home, home, Map.of(), settings));
        GitKernels git = new GitKernels(config, state, home, Commands.ofHost(), Clock.systemUTC(), build -> {});
        return new Kernels(
                new KernelCache(state),
                List.of(git, new ReleaseKernels(config, state, home, git, Commands.ofHost(), pause -> {})));
    }

    private static Progress said() {
        return new Progress() {
            @Override
            public void step(String text) {
                System.out.println(text);
                System.out.flush();
            }

            @Override
            public void of(long done, long total, String text) {}

            @Override
            public void warn(String text) {}
        };
    }
}
