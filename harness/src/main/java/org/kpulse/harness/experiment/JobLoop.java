package org.kpulse.harness.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.kpulse.analysis.repetition.Side;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.KpulseException;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.run.RunRecord;
import org.kpulse.harness.run.RunSlot;
import org.kpulse.harness.run.RunState;
import org.kpulse.harness.runner.Prepared;
import org.kpulse.harness.runner.RetryPolicy;
import org.kpulse.harness.runner.Runner;
import org.kpulse.harness.runner.Slots;
import org.kpulse.harness.store.JobState;
import org.kpulse.harness.store.JobStore;
import org.kpulse.harness.store.RunStore;

/**
 * Works through the boots of one platform: interleaved, several at a time where the machine allows it, each stored as soon as
 * it ended, failed ones tried again. Interrupting the calling thread ends it; what is stored stays.
 */
final class JobLoop {

    /** After so many boots of a kernel in a row that failed for good, and none that worked, the rest is not tried. */
    private static final int HOPELESS = 2;

    private final PlatformJobs work;
    private final Runner runner;
    private final RetryPolicy policy;
    private final RunStore runs;
    private final JobStore jobs;
    private final DeterminismCheck determinism;
    private final Progress progress;
    private final CrashDumps dumps;
    private Turn turn = Turn.UNLIMITED;
    private volatile Optional<String> over = Optional.empty();
    private final Map<Side, Integer> hopeless = Collections.synchronizedMap(new EnumMap<>(Side.class));
    private final Set<Side> worked = Collections.synchronizedSet(EnumSet.noneOf(Side.class));
    private final List<RunRecord> made = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean broken = new AtomicBoolean();
    private final AtomicInteger done = new AtomicInteger();

    /** Where the boots are stored, and what is noted on the way. */
    record Stores(RunStore runs, JobStore jobs, DeterminismCheck determinism) {}

    JobLoop(PlatformJobs work, Runner runner, RetryPolicy policy, Stores stores, CrashDumps dumps, Progress progress) {
        this.work = work;
        this.runner = runner;
        this.policy = policy;
        this.runs = stores.runs();
        this.jobs = stores.jobs();
        this.determinism = stores.determinism();
        this.dumps = dumps;
        this.progress = progress;
    }

    /** Boots are begun only while this lasts; then {@link #run} ends as if it had been interrupted. */
    JobLoop during(Turn limited) {
        this.turn = limited;
        return this;
    }

    /** Makes all boots up to this number that are missing. A job that has ended already is left alone. */
    void run(int boots) {
        List<Side> open = Arrays.stream(Side.values()).filter(this::isOpen).toList();
        Map<Side, Map<Integer, List<RunState>>> before = new EnumMap<>(Side.class);
        Map<Side, Set<Integer>> over = new EnumMap<>(Side.class);
        for (Side side : Side.values()) {
            Map<Integer, List<RunState>> attempts = attempts(work.job(side));
            before.put(side, attempts);
            Set<Integer> ended = new HashSet<>();
            attempts.forEach((boot, states) -> {
                dumps.earlier(side, states);
                if (policy.after(states) != RetryPolicy.Next.RETRY) {
                    ended.add(boot);
                    ended(side, states);
                }
            });
            if (!open.contains(side)) {
                IntStream.range(0, boots).forEach(ended::add);
            }
            over.put(side, ended);
        }
        List<Slots.Slot> slots = Slots.remaining(boots, over);
        if (!slots.isEmpty()) {
            open.forEach(side -> jobs.state(work.job(side), JobState.RUNNING));
            open.forEach(side -> jobs.wantBoots(work.job(side), boots));
        }
        work(slots, before);
    }

    /** Ends the jobs, which were to have so many boots, and returns the boots made. */
    List<RunRecord> finish(int boots) {
        for (Side side : Arrays.stream(Side.values()).filter(this::isOpen).toList()) {
            boolean all = runs.finishedRuns(work.job(side)).size() >= boots;
            jobs.state(work.job(side), all ? JobState.FINISHED : JobState.FAILED);
        }
        return List.copyOf(made);
    }

    private boolean isOpen(Side side) {
        JobState state = jobs.find(work.job(side)).orElseThrow().state();
        return state == JobState.QUEUED || state == JobState.RUNNING;
    }

    private Map<Integer, List<RunState>> attempts(long job) {
        Map<Integer, List<RunState>> attempts = new TreeMap<>();
        runs.ofJob(job)
                .forEach(run -> attempts.computeIfAbsent(run.slot().boot(), boot -> new ArrayList<>())
                        .add(run.state()));
        return attempts;
    }

    private void work(List<Slots.Slot> slots, Map<Side, Map<Integer, List<RunState>>> before) {
        int lanes = Math.min(work.machine().parallel(), Math.max(1, slots.size()));
        ExecutorService pool = Executors.newFixedThreadPool(lanes);
        try {
            CompletionService<Boolean> ended = new ExecutorCompletionService<>(pool);
            for (Slots.Slot slot : slots) {
                List<RunState> attempts = new ArrayList<>(
                        before.getOrDefault(slot.side(), Map.of()).getOrDefault(slot.boot(), List.of()));
                ended.submit(() -> unlessBroken(slot, attempts, slots.size()), true);
            }
            for (int i = 0; i < slots.size(); i++) {
                ended.take().get();
            }
            over.ifPresent(why -> {
                throw new InfraException("Stopped between two boots: " + why + "; what was measured is stored.");
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InfraException("Stopped; finished boots are stored, go on with: kpulse run --resume", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KpulseException ours) {
                throw ours;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
            await(pool);
        }
    }

    private static void await(ExecutorService pool) {
        boolean interrupted = Thread.interrupted();
        try {
            if (!pool.awaitTermination(30, TimeUnit.SECONDS)) {
                throw new InfraException("Boots did not stop within 30 s.");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once a boot could not be made or stored at all, no lane begins another. */
    private void unlessBroken(Slots.Slot slot, List<RunState> attempts, int of) {
        if (broken.get() || isOver()) {
            return;
        }
        try {
            boot(slot, attempts, of);
        } catch (RuntimeException e) {
            broken.set(true);
            throw e;
        }
    }

    private boolean isOver() {
        if (over.isEmpty()) {
            turn.over().ifPresent(why -> over = Optional.of(why));
        }
        return over.isPresent();
    }

    private void boot(Slots.Slot slot, List<RunState> attempts, int of) {
        if (!worked.contains(slot.side()) && hopeless.getOrDefault(slot.side(), 0) >= HOPELESS) {
            progress.step(label(slot, of) + ": not tried, the boots before it all failed");
            done.incrementAndGet();
            return;
        }
        while (policy.after(attempts) == RetryPolicy.Next.RETRY) {
            if (!attempts.isEmpty() && isOver()) {
                return;
            }
            RunSlot where = new RunSlot(work.job(slot.side()), slot.boot(), attempts.size(), slot.seed());
            Prepared prepared = dumps.of(slot.side(), work.prepared(slot.side()));
            RunRecord record = dumps.counted(determinism.noted(runner.run(where, prepared), work), prepared);
            runs.save(record);
            made.add(record);
            attempts.add(record.state());
            report(slot, record, of);
            dumps.note(slot.side(), record);
        }
        ended(slot.side(), attempts);
        progress.of(done.incrementAndGet(), of, work.plan().platform().name());
    }

    private void ended(Side side, List<RunState> attempts) {
        if (attempts.contains(RunState.FINISHED)) {
            worked.add(side);
        } else {
            hopeless.merge(side, 1, Integer::sum);
        }
    }

    private void report(Slots.Slot slot, RunRecord record, int of) {
        String text = label(slot, of) + ": " + seconds(record.timing().total()) + " s";
        if (record.fault().isEmpty()) {
            progress.step(text + " (boot " + seconds(record.timing().boot()) + ", benchmarks "
                    + seconds(record.timing().benchmark()) + ")");
            return;
        }
        String who = record.state() == RunState.KERNEL_FAILED ? "the kernel failed" : "a fault of ours";
        progress.warn(text + ", " + who + ": " + record.fault().get().code() + ": "
                + record.fault().get().detail() + " Log: " + record.logDirectory());
    }

    private String label(Slots.Slot slot, int of) {
        return String.format(
                Locale.ROOT,
                "%s boot %d of %d, %s %s",
                work.plan().platform().name(),
                done.get() + 1,
                of,
                slot.side() == Side.BASE ? "base" : "candidate",
                work.prepared(slot.side()).kernel().release());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1000.0);
    }
}
