package org.kpulse.harness.patch;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.state.Sha256;

/**
 * Patches that belong together, in the order in which they apply.
 *
 * @param title what the cover letter or the only patch says it is, with what stands in brackets before it
 * @param author of that mail, {@code Ann <ann@example.org>}
 * @param baseCommit the commit that {@code base-commit:} names, if a mail has such a line: 7 to 64 hex digits
 * @param patches at least one
 */
public record PatchSeries(String title, String author, Optional<String> baseCommit, List<One> patches) {

    private static final Pattern BASE = Pattern.compile("(?m)^base-commit: ([0-9a-f]{7,64})\\s*$");
    private static final String MAIL_BEGINS = "From ";
    private static final String SEPARATOR = "From 0000000000000000000000000000000000000000 Mon Sep 17 00:00:00 2001\n";

    public PatchSeries {
        patches = List.copyOf(patches);
        if (patches.isEmpty()) {
            throw new IllegalArgumentException("a series has a patch");
        }
    }

    /**
     * One patch.
     *
     * @param subject without what stands in brackets before it
     * @param raw the mail, one byte a character
     */
    public record One(String subject, String author, String raw) {}

    /**
     * The series that mails are. Answers and mails that have neither a patch nor a place are left out.
     *
     * @param name of what the mails came from, for what is said of it
     * @throws UsageException if it is none, or more than one, or one that is not whole
     */
    static PatchSeries of(List<Mail> mails, String name) {
        List<Mail> own = mails.stream()
                .filter(mail -> !MailHead.isAnswer(mail.subject()))
                .toList();
        List<Mail> patches = own.stream().filter(Mail::hasPatch).toList();
        if (patches.isEmpty()) {
            throw new UsageException("There is no patch in " + name + "; git format-patch makes mails with patches.");
        }
        patches.forEach(mail -> Acceptance.require(mail, name));
        Optional<Mail> cover = own.stream()
                .filter(mail -> !mail.hasPatch())
                .filter(mail -> PatchPlace.of(mail.subject())
                        .filter(p -> p.number() == 0)
                        .isPresent())
                .findFirst();
        List<Mail> ordered = ordered(patches, name);
        Mail head = cover.orElse(ordered.get(0));
        return new PatchSeries(
                head.subject(),
                head.author(),
                base(own, name),
                ordered.stream()
                        .map(mail -> new One(PatchPlace.bare(mail.subject()), mail.author(), mail.raw()))
                        .toList());
    }

    private static List<Mail> ordered(List<Mail> patches, String name) {
        List<PatchPlace> places = patches.stream()
                .flatMap(mail -> PatchPlace.of(mail.subject()).stream())
                .filter(each -> each.number() > 0)
                .toList();
        if (places.isEmpty()) {
            return patches;
        }
        Set<String> series = new TreeSet<>();
        places.forEach(each -> series.add(each.tags()));
        if (series.size() > 1 || places.size() < patches.size()) {
            throw new UsageException(name + " has more than one series: "
                    + String.join(", ", series)
                    + (places.size() < patches.size() ? " and patches without a number" : "") + "; give one.");
        }
        Map<Integer, Mail> byNumber = new TreeMap<>();
        for (Mail mail : patches) {
            Mail before = byNumber.putIfAbsent(
                    PatchPlace.of(mail.subject()).orElseThrow().number(), mail);
            if (before != null && !before.raw().equals(mail.raw())) {
                throw new UsageException(name + " has two different mails \"" + mail.subject() + "\".");
            }
        }
        for (int i = 1; i <= places.get(0).of(); i++) {
            if (!byNumber.containsKey(i)) {
                throw new UsageException("Patch " + i + " of " + places.get(0).of() + " is missing in " + name + ".");
            }
        }
        return byNumber.entrySet().stream()
                .sorted(Comparator.comparingInt(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static Optional<String> base(List<Mail> mails, String name) {
        Set<String> bases = new TreeSet<>();
        for (Mail mail : mails) {
            Matcher found = BASE.matcher(mail.text());
            while (found.find()) {
                bases.add(found.group(1));
            }
        }
        if (bases.size() > 1) {
            throw new UsageException(name + " names more than one base-commit: " + String.join(", ", bases) + ".");
        }
        return bases.stream().findFirst();
    }

    /** The first patches, as one mailbox that {@code git am} takes, one byte a character. */
    public String mailbox(int count) {
        List<String> mails = new ArrayList<>();
        for (One patch : patches.subList(0, count)) {
            String raw = patch.raw().endsWith("\n") ? patch.raw() : patch.raw() + "\n";
            mails.add(raw.startsWith(MAIL_BEGINS) ? raw : SEPARATOR + raw);
        }
        return String.join("\n", mails);
    }

    /** Hash of all patches as they apply: what {@code kernel.patches_sha256} has. */
    public String sha256() {
        return Sha256.ofBytes(mailbox(patches.size()).getBytes(StandardCharsets.ISO_8859_1));
    }
}
