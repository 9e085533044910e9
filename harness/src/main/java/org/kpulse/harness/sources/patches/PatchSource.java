package org.kpulse.harness.sources.patches;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.kpulse.harness.config.PatchesKey;
import org.kpulse.harness.config.PatchesSettings;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.kernel.Kernels;
import org.kpulse.harness.patch.Arrivals;
import org.kpulse.harness.patch.Letter;
import org.kpulse.harness.patch.PatchSeries;
import org.kpulse.harness.patch.SeriesFiles;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Found;
import org.kpulse.harness.sources.PollFailed;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.sources.Source;

/**
 * A place where series of patches arrive as mails. A series is a kernel, its base with the patches on top, once all its mails are there.
 * Mails that lay there for more than a day at the first poll are not looked at.
 */
public final class PatchSource implements Source {

    /** What names of such sources begin with. */
    public static final String PREFIX = "patches:";

    /** How long a series may stay incomplete. */
    static final Duration PATIENCE = Duration.ofDays(1);

    /** How long a whole series waits for a cover letter, which may name its base. */
    static final Duration FOR_COVER = Duration.ofMinutes(10);

    private static final int MOST_A_POLL = 500;
    private static final long MOST_BYTES_A_POLL = 64L << 20;
    private static final int MOST_WAITING = 5_000;

    private final PatchesSettings settings;
    private final MailFolder folder;
    private final SeriesFiles files;
    private final Supplier<Kernels> kernels;
    private final Clock clock;
    /** Mails of series that are not whole yet, so that they are not read at each poll. */
    private final Map<String, Arrived> arrived = new LinkedHashMap<>();

    /** Mails of a file. */
    private record Arrived(List<Letter> letters, long bytes) {}

    /**
     * A place that the configuration names.
     *
     * @param directory relative paths are taken from it
     * @param kernels what bases are found by
     */
    public PatchSource(
            PatchesSettings settings, Path directory, SeriesFiles files, Supplier<Kernels> kernels, Clock clock) {
        this.settings = settings;
        Optional<String> maildir = settings.optional(PatchesKey.MAILDIR);
        this.folder = new MailFolder(
                directory.resolve(maildir.orElseGet(() -> settings.text(PatchesKey.DIRECTORY))), maildir.isPresent());
        this.files = files;
        this.kernels = kernels;
        this.clock = clock;
    }

    @Override
    public String name() {
        return PREFIX + settings.name();
    }

    @Override
    public String place() {
        return folder.root().toString();
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(settings.number(PatchesKey.INTERVAL));
    }

    @Override
    public synchronized Found poll(String memory, Progress progress) throws PollFailed {
        Instant now = clock.instant();
        MailFolder.Listing listing;
        try {
            listing = folder.list(now);
        } catch (IOException e) {
            throw new PollFailed("Cannot look into " + place() + ": " + e.getMessage() + ".", Optional.empty(), e);
        }
        List<String> remarks = new ArrayList<>(listing.remarks());
        Optional<Dealt> known = Dealt.parse(memory);
        Dealt dealt = known.orElseGet(Dealt::nothing);
        if (known.isEmpty()) {
            leaveOld(listing, dealt, now, remarks);
        }
        Set<String> there =
                listing.entries().stream().map(MailFolder.Entry::key).collect(Collectors.toSet());
        dealt.keepOnly(there);
        arrived.keySet().removeIf(key -> !there.contains(key) || dealt.isDone(key));
        read(listing, dealt, remarks);
        List<Seen> seen = new ArrayList<>();
        List<Letter> letters = arrived.values().stream()
                .flatMap(each -> each.letters().stream())
                .toList();
        Optional<String> away = Optional.empty();
        for (Arrivals.Arrival arrival : Arrivals.of(letters)) {
            if (!isOver(arrival, dealt, now)) {
                continue;
            }
            if (arrival.series().isPresent() && !dealt.isKnown(arrival.id())) {
                if (away.isPresent()) {
                    continue;
                }
                try {
                    seen.add(seen(arrival.series().get(), progress));
                } catch (UsageException e) {
                    remarks.add("the series \"" + arrival.title() + "\": " + plain(e));
                } catch (InfraException e) {
                    away = Optional.of("the series \"" + arrival.title() + "\" waits: " + plain(e));
                    continue;
                }
            } else if (!dealt.isKnown(arrival.id())) {
                remarks.add(arrival.refused().orElseGet(() -> incomplete(arrival)));
            }
            arrival.keys().forEach(key -> done(key, arrival.id(), dealt));
        }
        away.ifPresent(remarks::add);
        leaveTooMuch(dealt, remarks);
        return new Found(seen, dealt.text(), remarks);
    }

    /** Whether there is nothing more to wait for. */
    private static boolean isOver(Arrivals.Arrival arrival, Dealt dealt, Instant now) {
        if (dealt.isKnown(arrival.id()) || arrival.refused().isPresent()) {
            return true;
        }
        Instant since = arrival.keys().stream()
                .map(key -> dealt.waits(key, now))
                .min(Instant::compareTo)
                .orElse(now);
        Duration patience = arrival.series().isEmpty() ? PATIENCE : arrival.coverMayCome() ? FOR_COVER : Duration.ZERO;
        return !since.plus(patience).isAfter(now);
    }

    private void done(String key, String id, Dealt dealt) {
        dealt.done(key, id);
        arrived.remove(key);
    }

    /** So many mails of series that never become whole that there is no room for them. */
    private void leaveTooMuch(Dealt dealt, List<String> remarks) {
        long bytes = arrived.values().stream().mapToLong(Arrived::bytes).sum();
        int left = 0;
        for (Map.Entry<String, Arrived> oldest : List.copyOf(arrived.entrySet())) {
            if (bytes <= MOST_BYTES_A_POLL && arrived.size() <= MOST_WAITING) {
                break;
            }
            bytes -= oldest.getValue().bytes();
            done(oldest.getKey(), "", dealt);
            left++;
        }
        if (left > 0) {
            remarks.add(left + " mails of series that are not whole are left: too many wait");
        }
    }

    private static void leaveOld(MailFolder.Listing listing, Dealt dealt, Instant now, List<String> remarks) {
        List<MailFolder.Entry> old = listing.entries().stream()
                .filter(entry -> entry.changed().plus(PATIENCE).isBefore(now))
                .toList();
        old.forEach(entry -> dealt.done(entry.key()));
        if (!old.isEmpty()) {
            remarks.add(old.size() + " files older than a day are not looked at");
        }
    }

    /** Reads what is new. */
    private void read(MailFolder.Listing listing, Dealt dealt, List<String> remarks) {
        int talk = 0;
        int looked = 0;
        long bytes = 0;
        for (MailFolder.Entry entry : listing.entries()) {
            if (dealt.isDone(entry.key()) || arrived.containsKey(entry.key())) {
                continue;
            }
            if (looked++ == MOST_A_POLL || bytes > MOST_BYTES_A_POLL) {
                remarks.add("there are more new files than are read at once: the next poll goes on");
                break;
            }
            String name = printable(entry.path().getFileName().toString());
            try {
                if (entry.bytes() > MailFolder.MOST_BYTES) {
                    throw new UsageException(name + " is larger than 10 MB.");
                }
                bytes += entry.bytes();
                List<Letter> letters = files.letters(folder.read(entry), entry.key(), name);
                if (letters.stream().allMatch(Letter::isTalk)) {
                    talk++;
                    dealt.done(entry.key());
                } else {
                    arrived.put(entry.key(), new Arrived(letters, entry.bytes()));
                }
            } catch (NoSuchFileException e) {
                // taken away or renamed meanwhile: the next poll sees it
            } catch (IOException e) {
                remarks.add("cannot read " + name + ": " + e.getMessage());
            } catch (UsageException e) {
                remarks.add(plain(e));
                dealt.done(entry.key());
            }
        }
        if (talk > 0) {
            remarks.add(talk == 1 ? "1 mail is no patch or an answer" : talk + " mails are no patches or answers");
        }
    }

    private Seen seen(PatchSeries series, Progress progress) {
        Optional<String> named = settings.optional(PatchesKey.TREE)
                .flatMap(tree -> series.baseCommit().map(commit -> "git:" + tree + "#" + commit));
        String base = named.or(() -> settings.optional(PatchesKey.BASE))
                .orElseThrow(() -> new UsageException(
                        "it names no base-commit, and patches." + settings.name() + ".base says no other base."));
        String exact = kernels.get().resolve(base, progress).toString();
        String ref = kernels.get()
                .resolve(exact + "+patch:" + files.saveWhole(series), progress)
                .toString();
        return new Seen(ref, printable(series.title()), false, Optional.empty(), Optional.of(series));
    }

    private static String incomplete(Arrivals.Arrival arrival) {
        return "the series \"" + arrival.title() + "\" is left: after a day there is no patch "
                + arrival.missing().stream().map(String::valueOf).collect(Collectors.joining(", ")) + " of it";
    }

    private static String plain(RuntimeException e) {
        return String.valueOf(e.getMessage()).replaceFirst("\\.$", "");
    }

    private static String printable(String text) {
        String clean = text.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.substring(0, Math.min(200, clean.length()));
    }
}
