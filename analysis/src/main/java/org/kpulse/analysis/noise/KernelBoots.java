package org.kpulse.analysis.noise;

import java.util.List;
import org.kpulse.analysis.BootSamples;

/**
 * All boots of one kernel on one platform, for one metric.
 *
 * @param kernel its id
 * @param builds its builds, at least one
 */
public record KernelBoots(String kernel, List<Build> builds) {

    /**
     * The boots of one build of it.
     *
     * @param build its id
     * @param boots in the order of time; at least one, each with at least one value
     */
    public record Build(String build, List<BootSamples> boots) {
        public Build {
            boots = List.copyOf(boots);
        }
    }

    public KernelBoots {
        builds = List.copyOf(builds);
    }

    /** A kernel that was built once. */
    public static KernelBoots ofOneBuild(String kernel, List<BootSamples> boots) {
        return new KernelBoots(kernel, List.of(new Build(kernel, boots)));
    }
}
