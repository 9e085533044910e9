package org.kpulse.harness.sources.git;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.kpulse.harness.build.TreeHead;
import org.kpulse.harness.build.WatchedTree;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.config.TreeKey;
import org.kpulse.harness.config.TreeSettings;
import org.kpulse.harness.progress.Progress;
import org.kpulse.harness.sources.Found;
import org.kpulse.harness.sources.Seen;
import org.kpulse.harness.sources.Source;

/**
 * A git tree: the heads of its watched branches, and its watched tags. Of many pushes between two polls only the last head is seen. At
 * the first poll the branches and the newest tag are new, not the tags of all years; so is a branch that a pattern newly names, but not
 * an old tag.
 */
public final class TreeSource implements Source {

    private static final int SHORT = 12;

    private final TreeSettings settings;
    private final Duration interval;
    private final Supplier<WatchedTree> tree;

    /** @param tree finds it, each time anew: its address may be wrong now and right later */
    public TreeSource(TreeSettings settings, Config config, Supplier<WatchedTree> tree) {
        this.settings = settings;
        String own = settings.text(TreeKey.INTERVAL);
        this.interval =
                Duration.ofSeconds(own.isEmpty() ? config.number(ConfigKey.TREES_INTERVAL) : Integer.parseInt(own));
        this.tree = tree;
    }

    @Override
    public String name() {
        return "git:" + settings.name();
    }

    @Override
    public String place() {
        return settings.text(TreeKey.URL);
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Found poll(String memory, Progress progress) {
        WatchedTree watched = tree.get();
        Optional<KnownHeads> known = KnownHeads.parse(memory);
        List<TreeHead> heads = watched.heads(progress);
        List<TreeHead> wanted = heads.stream().filter(this::isWanted).toList();
        List<String> remarks = new ArrayList<>();
        List<TreeHead> fresh =
                known.map(k -> changed(k, wanted, watched, remarks)).orElseGet(() -> firstOf(wanted));
        Map<String, String> next = new TreeMap<>();
        heads.stream()
                .filter(head -> head.tag() || isWanted(head))
                .forEach(head -> next.put(KnownHeads.key(head), head.commit()));
        known.ifPresent(k -> k.commits().keySet().stream()
                .filter(key -> !next.containsKey(key) && isWanted(key))
                .forEach(key -> remarks.add(printable(key) + " is gone")));
        return new Found(
                fresh.stream()
                        .sorted(Comparator.comparing(TreeHead::committed)
                                .thenComparing(head -> !head.tag())
                                .thenComparing(TreeHead::name))
                        .map(this::seen)
                        .toList(),
                new KnownHeads(next).text(),
                remarks);
    }

    private boolean isWanted(TreeHead head) {
        return NamePattern.anyMatches(settings.list(head.tag() ? TreeKey.TAGS : TreeKey.BRANCHES), head.name());
    }

    private boolean isWanted(String key) {
        String name = key.substring(key.indexOf(' ') + 1);
        return NamePattern.anyMatches(settings.list(key.startsWith("tag ") ? TreeKey.TAGS : TreeKey.BRANCHES), name);
    }

    private static List<TreeHead> firstOf(List<TreeHead> wanted) {
        List<TreeHead> fresh =
                new ArrayList<>(wanted.stream().filter(head -> !head.tag()).toList());
        wanted.stream()
                .filter(TreeHead::tag)
                .max(Comparator.comparing(TreeHead::committed).thenComparing(TreeHead::name))
                .ifPresent(fresh::add);
        return fresh;
    }

    private static List<TreeHead> changed(
            KnownHeads known, List<TreeHead> wanted, WatchedTree watched, List<String> remarks) {
        List<TreeHead> fresh = new ArrayList<>();
        for (TreeHead head : wanted) {
            Optional<String> before = known.commit(head);
            if (before.isPresent() && before.get().equals(head.commit())) {
                continue;
            }
            fresh.add(head);
            if (before.isPresent() && head.tag()) {
                remarks.add(printable(KnownHeads.key(head)) + " was moved to " + brief(head.commit()));
            } else if (before.isPresent() && !watched.contains(head.commit(), before.get())) {
                remarks.add(printable(KnownHeads.key(head)) + " was rewritten: " + brief(head.commit())
                        + " does not contain " + brief(before.get()));
            }
        }
        return fresh;
    }

    private Seen seen(TreeHead head) {
        return new Seen(
                "git:" + settings.name() + "#" + head.commit(),
                printable(head.name()),
                false,
                Optional.of(head.committed()));
    }

    private static String brief(String commit) {
        return commit.substring(0, Math.min(SHORT, commit.length()));
    }

    private static String printable(String name) {
        String clean = name.replaceAll("[^\\x20-\\x7e]", "?");
        return clean.substring(0, Math.min(200, clean.length()));
    }
}
