package org.kpulse.harness.config;

/** What can be said of a place where series of patches arrive: {@code patches.NAME.maildir} and so on; docs/patches.md lists the same. */
public enum PatchesKey implements NamedKey {
    MAILDIR("maildir", "", Range.any("a path"), "Maildir that is watched"),
    DIRECTORY("directory", "", Range.any("a path"), "directory whose files *.mbox, *.eml and *.patch are watched"),
    TREE(
            "tree",
            "",
            Range.text("the name of a tree", "|[a-z0-9][a-z0-9_-]*"),
            "tree that has the base-commit which a series names"),
    BASE(
            "base",
            "",
            Range.text("a kernel that takes patches, git: or release:", "|(git|release):[^\\s]+"),
            "kernel that a series is for which names no base-commit in the tree"),
    SUITES("suites", "smoke", PolicyKey.SUITES.range(), "suites"),
    PLATFORMS("platforms", "qemu-time,qemu-instructions", PolicyKey.PLATFORMS.range(), "platforms"),
    BOOTS("boots", "0", PolicyKey.BOOTS.range(), PolicyKey.BOOTS.meaning()),
    PRIORITY("priority", "50", PolicyKey.PRIORITY.range(), PolicyKey.PRIORITY.meaning()),
    HOURS("hours-per-day", "24", PolicyKey.HOURS.range(), PolicyKey.HOURS.meaning()),
    BISECT("bisect", "off", PolicyKey.BISECT.range(), PolicyKey.BISECT.meaning()),
    INTERVAL("interval-seconds", "60", Range.number(10, 604_800), "how often it is looked at");

    private final Spec spec;

    PatchesKey(String key, String builtIn, Range range, String meaning) {
        this.spec = new Spec(key, builtIn, range, meaning);
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
