package org.kpulse.harness.service;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.ExperimentRequest;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.request.NewRequest;

/** Makes a request of what a person asks for; what is not said is as of {@code kpulse run}. */
public final class OnDemand {

    /** Priority of what a person asks for: before routine work. */
    public static final int URGENT = 90;

    private final Lab lab;

    public OnDemand(Lab lab) {
        this.lab = lab;
    }

    /**
     * What is asked for.
     *
     * @param base reference of the kernel compared with
     * @param candidate reference of the kernel under test
     * @param platforms names; empty: those of {@code run.platforms}
     * @param boots of each kernel; empty: as the worker's {@code run.boots} says
     */
    public record Wanted(
            Optional<String> base,
            Optional<String> candidate,
            Optional<String> suite,
            List<String> platforms,
            Optional<Integer> boots) {}

    /**
     * The request with exact references, which is not stored yet. Resolving them may take long: apt or a tree is asked.
     *
     * @throws org.kpulse.harness.fault.UsageException if a kernel, suite or platform is not known, or a number makes no sense
     */
    public NewRequest request(Wanted wanted, NewRequest.Terms terms) {
        Config config = lab.config();
        Kernels kernels = lab.kernels();
        String base = wanted.base().orElseGet(() -> config.text(ConfigKey.RUN_BASE));
        String candidate = wanted.candidate().orElseGet(() -> config.text(ConfigKey.RUN_CANDIDATE));
        String suite = wanted.suite().orElseGet(() -> config.text(ConfigKey.RUN_SUITE));
        lab.catalog().suites().find(suite);
        KernelRef.parse(base);
        KernelRef.parse(candidate);
        ExperimentRequest checked = new ExperimentRequest(
                kernels.resolve(base, lab.progress()).toString(),
                kernels.resolve(candidate, lab.progress()).toString(),
                suite,
                wanted.platforms().isEmpty() ? config.list(ConfigKey.RUN_PLATFORMS) : wanted.platforms(),
                wanted.boots().orElseGet(() -> config.number(ConfigKey.RUN_BOOTS)),
                0);
        return new NewRequest(
                "on demand " + UUID.randomUUID(),
                new NewRequest.Pair(checked.base(), checked.candidate()),
                checked.suite(),
                wanted.boots().orElse(0),
                checked.platforms(),
                terms);
    }
}
