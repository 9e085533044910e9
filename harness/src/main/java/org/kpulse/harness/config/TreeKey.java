package org.kpulse.harness.config;

/** What can be said of a tree: {@code trees.NAME.url} and so on; docs/sources.md lists the same. */
public enum TreeKey implements NamedKey {
    URL("url", "", Range.text("a path or a URL", "[^\\n]*\\S[^\\n]*"), "path, or file: or https: URL"),
    BRANCHES(
            "branches",
            "",
            Range.text("patterns of branches, comma between", "|[^\\s,]+(,[^\\s,]+)*"),
            "branches that are watched; * stands for any letters"),
    TAGS(
            "tags",
            "",
            Range.text("patterns of tags, comma between", "|[^\\s,]+(,[^\\s,]+)*"),
            "tags that are watched; * stands for any letters"),
    SUITES(
            "suites",
            "smoke",
            Range.text("suites, comma between", "[a-z0-9][a-z0-9_-]*(,[a-z0-9][a-z0-9_-]*)*"),
            "suites for its kernels"),
    PLATFORMS(
            "platforms",
            "qemu-time,qemu-instructions",
            Range.text("platform names, comma between", "[a-z0-9][a-z0-9_-]*(,[a-z0-9][a-z0-9_-]*)*"),
            "platforms for its kernels"),
    PRIORITY("priority", "50", Range.number(0, 100), "0 to 100; higher goes first"),
    BASELINE(
            "baseline",
            "previous",
            Range.text(
                    "previous, parent-tag or a kernel reference",
                    "previous|parent-tag|(debian|release|git|image):[^\\s]+"),
            "what its kernels are compared with: the one before on the same branch, the newest tag below, or always this one"),
    OWNER("owner", "", Range.text("a mail address", "|[^\\s@<>,]+@[^\\s@<>,]+"), "mail address of who answers for it"),
    INTERVAL(
            "interval-seconds",
            "",
            Range.text("a whole number from 10 to 604800", "|[1-9][0-9]{1,5}"),
            "how often it is fetched; empty: sources.trees.interval-seconds");

    private final Spec spec;

    TreeKey(String key, String builtIn, Range range, String meaning) {
        this.spec = new Spec(key, builtIn, range, meaning);
    }

    @Override
    public Spec spec() {
        return spec;
    }
}
