package org.kpulse.analysis.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kpulse.analysis.index.IndexRules;

/** Seeded, so that each rate is a fixed number; bounds are the claim and four standard errors of the simulation. */
class IndexCoverageTest {

    @ParameterizedTest
    @CsvSource({"NORMAL, 3, BOOTS", "NORMAL, 5, BOOTS", "NORMAL, 3, KNOWN", "NORMAL, 5, EQUAL"})
    void theIntervalCoversTheTruthIn95OfAHundred(NoiseShape noise, int boots, IndexCoverage.Source source) {
        assertThat(coverage(noise, boots, source, 1_500)).isBetween(0.94 - 4 * 0.0061, 0.96 + 4 * 0.0051);
    }

    @ParameterizedTest
    @CsvSource({"T3, 3", "LOGNORMAL, 3", "BIMODAL, 3", "T3, 10", "LOGNORMAL, 10", "BIMODAL, 10"})
    void otherShapesAreCoveredIn93OfAHundred(NoiseShape noise, int boots) {
        assertThat(coverage(noise, boots, IndexCoverage.Source.BOOTS, 300)).isGreaterThan(0.93 - 4 * 0.0147);
    }

    private static double coverage(NoiseShape noise, int boots, IndexCoverage.Source source, int candidates) {
        Campaign campaign = new Campaign(noise, 12, boots, 1, 0.01, Campaign.table5());
        IndexRules rules = new IndexRules("simulation", 0.95, 400, 8, 1e-4, 1);
        return IndexCoverage.of(campaign, source, rules, candidates, 1).coverage();
    }
}
