package org.kpulse.analysis.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.kpulse.analysis.profile.CommitWeight.Evidence;
import org.kpulse.analysis.profile.CommitWeight.Touched;

class CommitWeightTest {

    private static final Evidence EVIDENCE = new Evidence(
            Set.of("pipe_write"), Set.of("pipe_write", "pipe_read"), Set.of("pipe_write", "pipe_read", "nfs_open"));

    @Test
    void aCommitThatTouchesWhatMovedWeighsMost() {
        assertThat(weight(Set.of("nfs_open", "pipe_write"), Set.of("fs/pipe.c", "include/linux/pipe_fs_i.h")))
                .isEqualTo(CommitWeight.MOST);
    }

    @Test
    void aCommitThatTouchesWhatRanUnmovedIsNeutral() {
        assertThat(weight(Set.of("nfs_open", "pipe_read"), Set.of("fs/pipe.c"))).isEqualTo(CommitWeight.NEUTRAL);
    }

    @Test
    void aCommitThatTouchesOnlyWhatNeverRanWeighsLeastButNotNothing() {
        assertThat(weight(Set.of("nfs_open"), Set.of("fs/nfs/file.c", "Documentation/nfs.rst")))
                .isEqualTo(CommitWeight.LEAST)
                .isPositive();
        assertThat(weight(Set.of(), Set.of("Documentation/nfs.rst", "MAINTAINERS")))
                .isEqualTo(CommitWeight.LEAST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include/linux/fs.h",
                "fs/Kconfig",
                "fs/nfs/Makefile",
                "arch/x86/entry/entry_64.S",
                "x.dts",
                "fs/x.rs"
            })
    void whatIsNotAFunctionInCReachesEverywhere(String file) {
        assertThat(weight(Set.of("nfs_open"), Set.of("fs/nfs/file.c", file))).isEqualTo(CommitWeight.NEUTRAL);
    }

    @Test
    void aFunctionWithoutSymbolMayBeInlinedAnywhere() {
        assertThat(weight(Set.of("nfs_open", "nfs_inlined"), Set.of("fs/nfs/file.c")))
                .isEqualTo(CommitWeight.NEUTRAL);
    }

    @Test
    void changesOutsideFunctionsAndUnknownCommitsAreNeutral() {
        assertThat(CommitWeight.of(new Touched(Set.of("nfs_open"), Set.of("fs/nfs/file.c"), true), EVIDENCE))
                .isEqualTo(CommitWeight.NEUTRAL);
        assertThat(weight(Set.of(), Set.of())).isEqualTo(CommitWeight.NEUTRAL);
        assertThat(weight(Set.of(), Set.of("fs/nfs/file.c"))).isEqualTo(CommitWeight.NEUTRAL);
    }

    private static double weight(Set<String> functions, Set<String> files) {
        return CommitWeight.of(new Touched(functions, files, false), EVIDENCE);
    }
}
