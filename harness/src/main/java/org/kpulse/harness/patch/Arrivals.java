package org.kpulse.harness.patch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.state.Sha256;

/**
 * Puts mails together to series that arrived one by one, in any order. Pure.
 *
 * <p>Mails belong together that have the same sender, the same words and total in their brackets, and are in one thread: one answers the
 * other or both answer a third. Those that are in no thread belong together if their ids differ by the number alone, as git send-email
 * and b4 make them, or have none.
 */
public final class Arrivals {

    private static final Pattern NUMBER_IN_ID = Pattern.compile("-\\d{1,4}(?=[-.@])");
    private static final int LONGEST_TITLE = 200;

    private Arrivals() {}

    /**
     * A series, or what there is of it.
     *
     * @param id the same whatever of it has arrived, hexadecimal; empty if its mails say nothing that tells it from others
     * @param keys of its mails
     * @param title of its cover letter or of the first patch that is there
     * @param series if it is whole
     * @param coverMayCome whether it is whole and its first patch answers a mail that is not there
     * @param missing numbers of patches that are not there
     * @param refused why it is none, a sentence
     */
    public record Arrival(
            String id,
            Set<String> keys,
            String title,
            Optional<PatchSeries> series,
            boolean coverMayCome,
            List<Integer> missing,
            Optional<String> refused) {

        public Arrival {
            keys = Set.copyOf(keys);
            missing = List.copyOf(missing);
        }
    }

    /** The series of these mails, none of which is talk; of more than one mail with a key all belong to one series. */
    public static List<Arrival> of(List<Letter> letters) {
        Map<String, List<Letter>> boxes = new LinkedHashMap<>();
        letters.forEach(each ->
                boxes.computeIfAbsent(each.key(), key -> new ArrayList<>()).add(each));
        Map<String, List<Letter>> byTags = new LinkedHashMap<>();
        List<Arrival> arrivals = new ArrayList<>();
        boxes.forEach((key, box) -> {
            Optional<PatchPlace> place = PatchPlace.of(box.get(0).mail().subject());
            if (box.size() > 1 || place.isEmpty()) {
                arrivals.add(arrival(box));
            } else {
                MailHead head = box.get(0).head();
                String common = (head.id().isEmpty() ? "" : head.sender()) + " "
                        + place.get().tags();
                byTags.computeIfAbsent(common, tags -> new ArrayList<>()).addAll(box);
            }
        });
        byTags.values().forEach(some -> threads(some).forEach(mails -> arrivals.add(arrival(mails))));
        return arrivals;
    }

    /** By thread: mails that name a common mail are in one. */
    private static Collection<List<Letter>> threads(List<Letter> letters) {
        Map<String, String> nearer = new HashMap<>();
        for (Letter letter : letters) {
            String own = letter.head().id();
            join(nearer, own, root(letter));
            join(nearer, own, withoutNumber(own));
            letter.head().references().forEach(id -> join(nearer, own, id));
        }
        Map<String, List<Letter>> byThread = new LinkedHashMap<>();
        for (Letter letter : letters) {
            byThread.computeIfAbsent(end(nearer, letter.head().id()), none -> new ArrayList<>())
                    .add(letter);
        }
        return byThread.values();
    }

    private static void join(Map<String, String> nearer, String one, String other) {
        String end = end(nearer, one);
        String second = end(nearer, other);
        if (!end.equals(second)) {
            nearer.put(end, second);
        }
    }

    /** The id that stands for all that are joined with it; the way there is made shorter each time. */
    private static String end(Map<String, String> nearer, String id) {
        String at = id;
        @Nullable String next;
        while ((next = nearer.get(at)) != null) {
            @Nullable String after = nearer.get(next);
            if (after != null) {
                nearer.put(at, after);
            }
            at = next;
        }
        return at;
    }

    /** The mail that began its thread. */
    private static String root(Letter letter) {
        List<String> references = letter.head().references();
        return withoutNumber(references.isEmpty() ? letter.head().id() : references.get(0));
    }

    private static String withoutNumber(String id) {
        return "series " + NUMBER_IN_ID.matcher(id).replaceFirst("");
    }

    private static Arrival arrival(List<Letter> letters) {
        Set<String> keys = letters.stream().map(Letter::key).collect(Collectors.toSet());
        List<Mail> mails = once(letters);
        String title = mails.stream()
                .map(Mail::subject)
                .min(Comparator.comparing(Arrivals::number))
                .orElseThrow();
        String shown = title.substring(0, Math.min(LONGEST_TITLE, title.length()));
        List<Integer> missing = letters.size() > keys.size() ? List.of() : missing(mails);
        Optional<PatchSeries> series = Optional.empty();
        Optional<String> refused = Optional.empty();
        if (missing.isEmpty()) {
            try {
                series = Optional.of(PatchSeries.of(mails, "the series \"" + shown + "\""));
            } catch (UsageException e) {
                refused = Optional.of(String.valueOf(e.getMessage()));
            }
        }
        return new Arrival(id(letters), keys, shown, series, coverMayCome(letters), missing, refused);
    }

    /** A mail that came by two ways counts as it came first. */
    private static List<Mail> once(List<Letter> letters) {
        Set<String> ids = new HashSet<>();
        return letters.stream()
                .filter(each ->
                        each.head().id().isEmpty() || ids.add(each.head().id()))
                .map(Letter::mail)
                .toList();
    }

    private static String id(List<Letter> letters) {
        Letter first = letters.get(0);
        if (first.head().id().isEmpty()) {
            return "";
        }
        String root = letters.stream()
                .map(Arrivals::root)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        String tags =
                PatchPlace.of(first.mail().subject()).map(PatchPlace::tags).orElse("");
        String all = first.head().sender() + "\n" + tags + "\n" + root;
        return Sha256.ofBytes(all.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean coverMayCome(List<Letter> letters) {
        Set<String> ids = letters.stream().map(each -> each.head().id()).collect(Collectors.toSet());
        return letters.stream().noneMatch(each -> number(each.mail().subject()) == 0)
                && letters.stream()
                        .filter(each -> number(each.mail().subject()) == 1)
                        .anyMatch(each -> each.head().references().stream().anyMatch(id -> !ids.contains(id)));
    }

    private static int number(String subject) {
        return PatchPlace.of(subject).map(PatchPlace::number).orElse(0);
    }

    private static List<Integer> missing(List<Mail> mails) {
        Set<Integer> there = mails.stream().map(mail -> number(mail.subject())).collect(Collectors.toSet());
        int of = mails.stream()
                .flatMap(mail -> PatchPlace.of(mail.subject()).stream())
                .mapToInt(PatchPlace::of)
                .findFirst()
                .orElse(0);
        return IntStream.rangeClosed(1, of)
                .filter(number -> !there.contains(number))
                .boxed()
                .toList();
    }
}
