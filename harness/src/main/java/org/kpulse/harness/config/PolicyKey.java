package org.kpulse.harness.config;

/** What can be said of a policy: {@code policies.NAME.when} and so on; docs/policies.md lists the same. */
public enum PolicyKey implements NamedKey {
    SOURCES(
            "sources",
            "*",
            Forms.PATTERNS,
            "sources whose kernels it is for, such as kernel.org or git:linus; * stands for any letters"),
    LINES("lines", "*", Forms.PATTERNS, "lines whose kernels it is for, such as mainline, stable, a branch or a tag"),
    KERNELS("kernels", "*", Forms.PATTERNS, "kernel references that it is for"),
    WHEN(
            "when",
            "seen",
            Range.oneOf("seen", "cron", "weekend", "idle", "canary"),
            "seen: as soon as a kernel is seen; cron: at these times; weekend: the newest untested, once a weekend; idle: when a platform has nothing to do; canary: the kernel of against, against itself, once a day"),
    CRON("cron", "", Range.any("five fields of cron"), "minute, hour, day, month, day of the week; for when: cron"),
    ZONE("zone", "UTC", Range.any("a time zone"), "time zone of cron, weekends and days"),
    SUITES("suites", "smoke", Forms.NAMES, "suites"),
    PLATFORMS("platforms", "qemu-time,qemu-instructions", Forms.NAMES, "platforms"),
    BOOTS("boots", "0", Range.number(0, 1000), "boots of each kernel; 0: run.boots"),
    AGAINST("against", "previous", TreeKey.BASELINE.range(), TreeKey.BASELINE.meaning()),
    PRIORITY("priority", "50", Range.number(0, 100), "0 to 100; higher goes first"),
    HOURS("hours-per-day", "24", Range.number(1, 24), "what it may use of a platform a day, hours"),
    BISECT("bisect", "off", Range.oneOf("on", "off"), "whether regressions that it confirms are bisected"),
    FILL(
            "fill",
            "inconclusive",
            Range.oneOf("inconclusive", "noise"),
            "for when: idle; inconclusive: more boots where nothing could be said; noise: a kernel against itself");

    private final Spec spec;

    PolicyKey(String key, String builtIn, Range range, String meaning) {
        this.spec = new Spec(key, builtIn, range, meaning);
    }

    @Override
    public Spec spec() {
        return spec;
    }

    /** Forms that several keys share. */
    private static final class Forms {
        static final Range PATTERNS = Range.text("patterns, comma between", "[^\\s,]+(,[^\\s,]+)*");
        static final Range NAMES = Range.text("names, comma between", "[a-z0-9][a-z0-9_-]*(,[a-z0-9][a-z0-9_-]*)*");
    }
}
