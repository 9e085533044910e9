package org.kpulse.harness.service;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.experiment.Lab;
import org.kpulse.harness.fault.KpulseException;
import org.kpulse.harness.policy.Situation;
import org.kpulse.harness.sources.Sighting;
import org.kpulse.harness.sources.kernelorg.ReleaseVersion;

/** What this host's trees and configuration know of kernels. */
final class LabAdvice implements Situation.Advice {

    private static final String GIT = "git:";
    private static final String RELEASE = "release:";

    private final Lab lab;
    /** A commit's history does not change. */
    private final Map<String, Optional<String>> tags = new ConcurrentHashMap<>();

    LabAdvice(Lab lab) {
        this.lab = lab;
    }

    @Override
    public Optional<String> parentTag(String ref) {
        int hash = ref.indexOf('#');
        if (!ref.startsWith(GIT) || hash < 0) {
            return Optional.empty();
        }
        String tree = ref.substring(GIT.length(), hash);
        return tags.computeIfAbsent(ref, key -> below(tree, ref.substring(hash + 1)))
                .map(tag -> GIT + tree + "#" + tag);
    }

    private Optional<String> below(String tree, String commit) {
        try {
            return lab.gitKernels(build -> {}).watched(tree).tagBelow(commit);
        } catch (KpulseException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> obstacle(Sighting sighting) {
        String ref = sighting.kernel().ref();
        Optional<ReleaseVersion> version =
                ref.startsWith(RELEASE) ? ReleaseVersion.parse(ref.substring(RELEASE.length())) : Optional.empty();
        if (version.filter(ReleaseVersion::isNext).isPresent()) {
            return Optional.of("kernel.org has no archive of linux-next: watch its tree");
        }
        boolean refused = lab.config().text(ConfigKey.KERNEL_ORG_UNSIGNED).equals("refuse");
        return refused && version.filter(ReleaseVersion::isCandidate).isPresent()
                ? Optional.of(
                        "nobody signs a release candidate: watch a tree, or set sources.kernel-org.unsigned: accept")
                : Optional.empty();
    }
}
