package org.kpulse.bisect.driver;

import java.util.ArrayList;
import java.util.List;
import org.kpulse.bisect.store.ProbeRow;
import org.kpulse.bisect.store.ProbeStore;
import org.kpulse.harness.fault.InfraException;

/** Carries one probe out, from wherever it was left. */
final class Probing {

    private final ProbeStore probes;
    private final ProbeLab lab;

    Probing(ProbeStore probes, ProbeLab lab) {
        this.probes = probes;
        this.lab = lab;
    }

    /**
     * Builds and boots, and stores what came of it.
     *
     * @param revision of the probe's commit
     */
    void carryOut(ProbeRow probe, String revision) {
        double building = 0;
        double running = 0;
        try {
            ProbeLab.Build build = lab.build(revision, probe.layout());
            if (build instanceof ProbeLab.Unbuildable failed) {
                probes.skipped(probe.id(), failed.reason(), failed.seconds(), 0);
                return;
            }
            ProbeLab.Built built = (ProbeLab.Built) build;
            building = built.seconds();
            ProbeRow placed = probe.job().isPresent()
                    ? probe
                    : probes.placed(probe, built.code(), lab.job(built.kernelId(), probe.platform(), probe.runs()));
            List<Double> samples = new ArrayList<>();
            int first = placed.firstBoot().orElseThrow();
            for (int boot = first; boot < first + probe.runs(); boot++) {
                if (lab.isOver()) {
                    return;
                }
                ProbeLab.Boot ended =
                        lab.boot(built, probe.platform(), placed.job().orElseThrow(), boot);
                if (ended instanceof ProbeLab.Untestable failed) {
                    probes.skipped(probe.id(), failed.reason(), building, running + failed.seconds());
                    return;
                }
                ProbeLab.Sample sample = (ProbeLab.Sample) ended;
                running += sample.seconds();
                samples.add(sample.value());
            }
            probes.measured(probe.id(), samples, building, running);
        } catch (InfraException e) {
            if (Thread.currentThread().isInterrupted()) {
                throw e;
            }
            probes.infra(probe.id(), String.valueOf(e.getMessage()), building, running);
        }
    }
}
