package org.kpulse.webapp.compare;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kpulse.analysis.profile.Explanation;
import org.kpulse.harness.comparison.Comparison;
import org.kpulse.harness.comparison.ProfileComparison;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.PlatformStore;
import org.kpulse.harness.store.PlatformStore.PlatformRow;
import org.kpulse.harness.store.ProfileQuery.Phase;
import org.kpulse.harness.store.SampleQuery;
import org.kpulse.harness.store.StoredSamples;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Component;

/** Answers questions from the samples that are stored now; freezes nothing. */
@Component
class Judge {

    private final Database database;
    private final Comparison comparison;

    Judge(Database database, Comparison comparison) {
        this.database = database;
        this.comparison = comparison;
    }

    /** The platforms on which both kernels have finished runs and that were asked for, the first used first. */
    List<Judged> judged(Question question) {
        if (question.base().id() == question.candidate().id()) {
            throw new BadParameter(
                    "candidate",
                    "both are " + question.base().ref()
                            + "; a kernel is not compared with itself over all its runs. Whether equal kernels look equal: /about/error-rate.");
        }
        return platforms(question.platform()).stream()
                .filter(row -> measuredBoth(row.id(), question))
                .map(row -> new Judged(
                        row.id(), question, comparison.ofKernels(row, question.base(), question.candidate())))
                .filter(part -> !part.comparison().metrics().isEmpty()
                        || !part.comparison().missing().isEmpty())
                .toList();
    }

    private List<PlatformRow> platforms(String name) {
        List<PlatformRow> all = new PlatformStore(database).list();
        List<PlatformRow> found = all.stream()
                .filter(row -> name.isEmpty() || row.platform().name().equals(name))
                .sorted(Comparator.comparingLong(PlatformRow::id))
                .toList();
        if (found.isEmpty() && !name.isEmpty()) {
            throw new NotFound("Nothing was measured on a platform \"" + name + "\"; there are: "
                    + String.join(", ", names()) + ".");
        }
        return found;
    }

    private boolean measuredBoth(long platform, Question question) {
        return database.read(jdbc -> jdbc.sql("""
                        SELECT count(DISTINCT j.kernel_id) = 2 FROM job j
                        WHERE j.kernel_id IN (?, ?) AND j.platform_id = ?
                            AND EXISTS (SELECT FROM run r WHERE r.job_id = j.id AND r.state = 'FINISHED')""")
                .params(question.base().id(), question.candidate().id(), platform)
                .query(Boolean.class)
                .single());
    }

    /** Of all platforms, each once. */
    List<String> names() {
        return new PlatformStore(database)
                .list().stream()
                        .map(row -> row.platform().name())
                        .distinct()
                        .sorted()
                        .toList();
    }

    /** The functions that moved, by phase; none where there are no profiles of both. */
    Map<Phase, Explanation> moved(Judged part) {
        return new ProfileComparison(database)
                .ofKernels(
                        part.platformId(),
                        part.comparison().base(),
                        part.comparison().candidate());
    }

    /** Samples of the open metric: of the newest version of its recipe that both kernels ran; empty if none is open here. */
    Optional<StoredSamples> opened(Judged part) {
        if (part.comparison().metrics().stream().noneMatch(m -> part.question().opens(m.key()))) {
            return Optional.empty();
        }
        Question question = part.question();
        return new SampleQuery(database)
                        .ofKernels(
                                part.platformId(),
                                question.base().id(),
                                question.candidate().id())
                        .stream()
                        .filter(s -> (s.benchmark() + "/" + s.metric())
                                .equals(question.shown().open()))
                        .filter(s -> !s.base().isEmpty() && !s.candidate().isEmpty())
                        .reduce((older, newer) -> newer);
    }
}
