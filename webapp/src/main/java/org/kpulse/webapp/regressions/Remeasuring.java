package org.kpulse.webapp.regressions;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.kpulse.harness.pool.EmbeddedPool;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.service.OnDemand;
import org.kpulse.harness.store.Database;
import org.kpulse.harness.store.HeldRegression;
import org.kpulse.harness.store.RegressionRow;
import org.kpulse.harness.store.RegressionStore;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.queue.Asking;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.NotFound;
import org.springframework.stereotype.Component;

/** Asks for the kernels of a regression to be measured once more, with the suite and on the platforms that called it. */
@Component
public class Remeasuring {

    private final Database database;
    private final RegressionStore regressions;
    private final RequestStore requests;
    private final Asking asking;

    Remeasuring(Database database, Asking asking) {
        this.database = database;
        this.regressions = new RegressionStore(database);
        this.requests = new RequestStore(database);
        this.asking = asking;
    }

    /**
     * Stores the request and answers its number.
     *
     * @param version that the operator has seen
     * @throws Conflict if it was changed since, is being measured again already, or there is nothing to measure it by
     */
    public long ask(long id, int version, Actor actor) {
        HeldRegression held =
                regressions.held(id).orElseThrow(() -> new NotFound("There is no regression " + id + "."));
        RegressionRow row = held.row();
        if (row.version() != version) {
            throw new Conflict("Regression " + id + " was changed since you looked at it (it is "
                    + row.state().word() + "). Nothing was asked for; look at it again.");
        }
        List<String> platforms = held.platforms().stream()
                .filter(EmbeddedPool.PLATFORMS::contains)
                .toList();
        if (platforms.isEmpty()) {
            throw new Conflict("None of its platforms is of this lab: " + String.join(", ", held.platforms()) + ".");
        }
        String suite = held.calls().stream()
                .map(RegressionRow.Call::experiment)
                .filter(OptionalLong::isPresent)
                .findFirst()
                .flatMap(experiment -> suite(experiment.getAsLong()))
                .orElseThrow(() -> new Conflict("No experiment of this lab called it: there is no suite to repeat."));
        String key = "regression " + id + " again ";
        NewRequest request = new NewRequest(
                key + UUID.randomUUID(),
                new NewRequest.Pair(row.base(), row.candidate()),
                suite,
                0,
                platforms,
                new NewRequest.Terms(OnDemand.URGENT, "regression " + id + " once more", actor.name(), false));
        return database.write(jdbc -> {
            // two at once: the second waits here and finds what the first asked for
            jdbc.sql("SELECT id FROM regression WHERE id = ? FOR UPDATE")
                    .param(id)
                    .query()
                    .singleRow();
            OptionalLong open = requests.openWithKey(key);
            if (open.isPresent()) {
                throw new Conflict("Regression " + id + " is to be measured again already, by request "
                        + open.getAsLong() + ". Nothing was asked for.");
            }
            return asking.add(request, actor).request();
        });
    }

    private Optional<String> suite(long experiment) {
        return database.read(
                jdbc -> jdbc.sql("SELECT s.name FROM experiment e JOIN suite s ON s.id = e.suite_id WHERE e.id = ?")
                        .param(experiment)
                        .query(String.class)
                        .optional());
    }
}
