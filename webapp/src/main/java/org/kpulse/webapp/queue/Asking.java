package org.kpulse.webapp.queue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.KernelRef;
import org.kpulse.harness.patch.PatchSeries;
import org.kpulse.harness.patch.SeriesFiles;
import org.kpulse.harness.patch.SeriesSteps;
import org.kpulse.harness.request.NewRequest;
import org.kpulse.harness.request.Task;
import org.kpulse.harness.service.OnDemand;
import org.kpulse.harness.store.RequestStore;
import org.kpulse.harness.store.SeriesStore;
import org.kpulse.webapp.people.Actor;
import org.kpulse.webapp.people.Audit;
import org.kpulse.webapp.server.BadParameter;
import org.kpulse.webapp.server.Conflict;
import org.kpulse.webapp.server.Fields;
import org.kpulse.webapp.server.IdempotencyKey;
import org.kpulse.webapp.server.NamedTrees;
import org.kpulse.webapp.server.NotFound;
import org.kpulse.webapp.server.Parts;
import org.springframework.stereotype.Component;

/** Requests of people, over a page or the API: stored and noted; workers carry them out. */
@Component
public class Asking {

    /** Bytes of a mailbox. */
    public static final int MOST_MAILBOX = 10_000_000;

    private final Parts parts;
    private final NamedTrees trees;
    private final RequestStore requests;
    private final Audit audit;
    private final Clock clock;

    Asking(Parts parts, Audit audit, Clock clock) {
        this.parts = parts;
        this.trees = new NamedTrees(parts.lab().config());
        this.requests = new RequestStore(parts.database());
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A comparison as a form has it; but for the kernels, what is blank is as of {@code kpulse run}.
     *
     * @param platforms names, comma between
     * @param bisect true or on: regressions that it confirms are bisected
     */
    public record Said(
            @Nullable String base,
            @Nullable String candidate,
            @Nullable String suite,
            @Nullable String platforms,
            @Nullable String boots,
            @Nullable String why,
            @Nullable String bisect) {}

    /**
     * A stored request.
     *
     * @param isNew false if it was asked for before with the same key
     */
    public record Added(long request, boolean isNew) {}

    /**
     * Stores a request for a comparison.
     *
     * @throws BadParameter if it makes no sense, or a kernel is a file of this host
     * @throws Conflict if something else was asked for with this key
     */
    public Added compare(Said said, IdempotencyKey key, Actor actor) {
        return add(
                new OnDemand.Wanted(
                        Optional.of(kernel("base", said.base())),
                        Optional.of(kernel("candidate", said.candidate())),
                        Fields.given("suite", said.suite()),
                        platforms(said),
                        boots(said)),
                terms(said, actor, "on demand"),
                key,
                actor);
    }

    /**
     * Stores a request for a series of patches.
     *
     * @param mailbox its bytes, one a character
     * @param tree that has the commit which the series names; blank if {@code said} has a base
     * @throws BadParameter if it makes no sense
     * @throws Conflict if something else was asked for with this key
     */
    public Added patch(Said said, String mailbox, @Nullable String tree, IdempotencyKey key, Actor actor) {
        try {
            SeriesFiles files =
                    new SeriesFiles(parts.lab().commands(), parts.lab().state());
            PatchSeries series = files.read(mailbox, "the mailbox");
            Optional<String> named = Fields.given("base", said.base()).map(base -> kernel("base", base));
            String base = kernel(
                    "base",
                    SeriesSteps.base(
                            series,
                            named.orElse(null),
                            Fields.given("tree", tree).orElse(null)));
            List<Path> kept = files.save(series);
            SeriesSteps.Step whole = SeriesSteps.of(series, base, kept, false).get(0);
            new SeriesStore(parts.database()).save(series);
            return add(
                    new OnDemand.Wanted(
                            Optional.of(whole.base()),
                            Optional.of(whole.candidate()),
                            Fields.given("suite", said.suite()),
                            platforms(said),
                            boots(said)),
                    terms(said, actor, series.title()),
                    key,
                    actor);
        } catch (UsageException e) {
            throw new BadParameter("mailbox", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Stores a request whose parts were checked before.
     *
     * @throws Conflict if there is another with its key
     */
    public Added add(NewRequest request, Actor actor) {
        Instant now = clock.instant();
        return audit.together(() -> {
            OptionalLong id = requests.add(request, now, now);
            if (id.isEmpty()) {
                return there(request);
            }
            audit.note(
                    actor,
                    "request.add",
                    id.getAsLong() + ": " + request.kernels().candidate());
            return new Added(id.getAsLong(), true);
        });
    }

    /** Each task of a request has all of it but the other platforms. */
    private Added there(NewRequest request) {
        long id = requests.withKey(request.key()).orElseThrow();
        List<Task> tasks = requests.ofRequest(id);
        NewRequest first = tasks.get(0).request();
        NewRequest before = new NewRequest(
                first.key(),
                first.kernels(),
                first.suite(),
                first.boots(),
                tasks.stream().map(Task::platform).toList(),
                first.terms());
        if (!request.isSameWork(before)) {
            throw new Conflict("Request " + id + ", for something else, has this " + IdempotencyKey.HEADER
                    + " already. Nothing was asked for; take a new one.");
        }
        return new Added(id, false);
    }

    private Added add(OnDemand.Wanted wanted, NewRequest.Terms terms, IdempotencyKey key, Actor actor) {
        try {
            NewRequest request = new OnDemand(parts.lab()).request(wanted, terms);
            return add(request.withKey("on demand of " + actor.name() + " " + key.text()), actor);
        } catch (UsageException e) {
            throw new BadParameter("request", String.valueOf(e.getMessage()));
        }
    }

    /**
     * Takes a request back.
     *
     * @throws NotFound if there is none
     * @throws Conflict if it has ended
     */
    public void cancel(long id, Actor actor) {
        if (requests.ofRequest(id).isEmpty()) {
            throw new NotFound("There is no request " + id + ".");
        }
        boolean wasOpen = audit.together(() -> {
            int tasks = requests.cancel(id, actor.name(), clock.instant());
            if (tasks > 0) {
                audit.note(actor, "request.cancel", String.valueOf(id));
            }
            return tasks > 0;
        });
        if (!wasOpen) {
            throw new Conflict("Request " + id + " has ended; there is nothing to take back.");
        }
    }

    private static NewRequest.Terms terms(Said said, Actor actor, String otherwise) {
        return new NewRequest.Terms(
                OnDemand.URGENT,
                Fields.given("why", said.why()).orElse(otherwise),
                actor.name(),
                Fields.flag("bisect", said.bisect()));
    }

    private List<String> platforms(Said said) {
        List<String> named = Fields.words("platforms", said.platforms());
        return named.isEmpty() ? parts.lab().config().list(ConfigKey.RUN_PLATFORMS) : named;
    }

    private static Optional<Integer> boots(Said said) {
        return Fields.given("boots", said.boots()).map(text -> {
            if (!text.matches("[0-9]{1,3}")) {
                throw new BadParameter("boots", "a whole number from 1 to 999, not \"" + text + "\".");
            }
            return Integer.valueOf(text);
        });
    }

    /** Nobody reads files of this host over the network, so kernels are only named. */
    private String kernel(String parameter, @Nullable String text) {
        String ref = Fields.given(parameter, text)
                .orElseThrow(() -> new BadParameter(parameter, "which kernel is not said."));
        try {
            KernelRef kernel = KernelRef.parse(ref);
            if (kernel instanceof KernelRef.Git git) {
                trees.require(parameter, git.tree());
            }
            if (kernel instanceof KernelRef.Image || !kernel.patches().isEmpty()) {
                throw new BadParameter(
                        parameter,
                        "debian:, release:, or git: with the name of a tree. Patches are sent as a mailbox; what is a"
                                + " file of this host is for kpulse queue add.");
            }
        } catch (UsageException e) {
            throw new BadParameter(parameter, String.valueOf(e.getMessage()));
        }
        return ref;
    }
}
