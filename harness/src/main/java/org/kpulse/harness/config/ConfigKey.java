package org.kpulse.harness.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every configuration key there is; docs/configuration.md lists the same (a test compares them). */
public enum ConfigKey {
    DATABASE_URL(
            "database.url",
            "",
            Range.text("a jdbc:postgresql: URL", "|jdbc:postgresql:.+"),
            "database to use; empty: the embedded PostgreSQL"),
    DATABASE_USER("database.user", "", Range.any("a role name"), "role for an external database"),
    DATABASE_PASSWORD_FILE(
            "database.password-file",
            "",
            Range.any("a path"),
            "file whose first line is the password for an external database"),
    DATABASE_PATIENCE(
            "database.patience-seconds",
            "30",
            Range.number(0, 3600),
            "how long to retry while the database is away, seconds"),
    QEMU_BINARY("qemu.binary", "", Range.any("a program or path"), "QEMU to use; empty: the one on the path"),
    QEMU_ACCELERATION(
            "qemu.acceleration",
            "auto",
            Range.oneOf("auto", "tcg", "kvm"),
            "auto: KVM if a real boot shows that it works, else TCG"),
    TIME_CPUS("platform.time.cpus", "2", Range.number(1, 256), "virtual processors of qemu-time"),
    TIME_MEMORY("platform.time.memory-mib", "1024", Range.number(256, 65536), "memory of qemu-time, MiB"),
    INSTRUCTIONS_MEMORY(
            "platform.instructions.memory-mib", "1024", Range.number(512, 65536), "memory of qemu-instructions, MiB"),
    INSTRUCTIONS_PARALLEL(
            "platform.instructions.parallel",
            "0",
            Range.number(0, 64),
            "boots of qemu-instructions at a time; 0: as many as there are cores"),
    SCRATCH(
            "platform.scratch-mib",
            "512",
            Range.number(64, 65536),
            "size of the scratch disk, fresh for every boot, MiB"),
    RUN_BASE("run.base", "debian:previous", Range.any("a kernel reference"), "base kernel of kpulse run"),
    RUN_CANDIDATE("run.candidate", "debian:latest", Range.any("a kernel reference"), "candidate kernel of kpulse run"),
    RUN_SUITE("run.suite", "smoke", Range.any("a suite"), "suite of kpulse run"),
    RUN_BOOTS(
            "run.boots",
            "3",
            Range.number(1, 1000),
            "boots of each kernel on each platform; fewer than 2 give no verdict"),
    RUN_MOST_BOOTS(
            "run.most-boots",
            "0",
            Range.number(0, 1000),
            "boots are added, run.boots at a time, while that may settle a verdict, up to this number; 0 or run.boots: none are added"),
    RUN_PLATFORMS(
            "run.platforms",
            "qemu-time,qemu-instructions",
            Range.text("platform names, comma between", "qemu-(time|instructions)(,qemu-(time|instructions))*"),
            "platforms of kpulse run"),
    RUN_RETRIES("run.retries", "2", Range.number(0, 10), "fresh boots tried again after a boot that failed"),
    RUN_LIMIT("run.limit-seconds", "900", Range.number(30, 86400), "longest time one boot may take, seconds"),
    RUN_CRASH_DUMP(
            "run.crash-dump",
            "after-crash",
            Range.oneOf("off", "after-crash", "always"),
            "boots that are made ready to leave a crash dump: after-crash, those of a kernel that has crashed in this run, until it has left one"),
    RUN_PROFILES(
            "run.profiles",
            "on",
            Range.oneOf("on", "off"),
            "exact profiles of runs on platforms that count instructions"),
    BUILD_CONFIG(
            "build.config",
            "tinyconfig",
            Range.any("a configuration target of the kernel's Makefile, or a path"),
            "what kernels built from source are configured with, below the fragments"),
    BUILD_FRAGMENTS(
            "build.fragments",
            "kpulse-x86_64",
            Range.any("names or paths, comma between"),
            "configuration fragments, later ones win; kpulse-x86_64 comes with Kpulse"),
    BUILD_COMPILER(
            "build.compiler",
            "gcc",
            Range.text("a program on the path", "[A-Za-z0-9][A-Za-z0-9._+-]*"),
            "compiler of kernels"),
    BUILD_LAYOUT(
            "build.layout",
            "0",
            Range.number(0, 3),
            "text layout of built kernels: 0 as the kernel says, 1 to 3 functions aligned to 32, 64, 128 bytes"),
    BUILD_JOBS("build.jobs", "0", Range.number(0, 512), "compilers at a time; 0: as many as there are cores"),
    BUILD_LIMIT("build.limit-seconds", "3600", Range.number(10, 86400), "longest time one build may take, seconds"),
    BUILD_MEMORY("build.memory-mib", "4096", Range.number(256, 1048576), "most memory that one build may take, MiB"),
    BUILD_PROCESSES(
            "build.processes", "512", Range.number(16, 65536), "most processes that one build may have at a time"),
    BUILD_DISK("build.disk-mib", "4096", Range.number(64, 1048576), "most that the files of one build may take, MiB"),
    BUILD_SANDBOX(
            "build.sandbox",
            "bubblewrap",
            Range.oneOf("bubblewrap", "off"),
            "what builds run in; off: a tree's Makefiles may do all that this user may"),
    BUILD_CCACHE("build.ccache", "auto", Range.oneOf("auto", "off"), "auto: ccache if it is installed"),
    BUILD_HOSTS(
            "build.hosts",
            "git.kernel.org",
            Range.text("host names, comma between", "|[A-Za-z0-9.-]+(,[A-Za-z0-9.-]+)*"),
            "hosts that an https: URL in a kernel reference may name"),
    SOURCES_HOSTS(
            "sources.hosts",
            "cdn.kernel.org,git.kernel.org,mirrors.edge.kernel.org,www.kernel.org",
            Range.text("host names, comma between", "|[A-Za-z0-9.-]+(,[A-Za-z0-9.-]+)*"),
            "hosts that a server may redirect to, beside those of the addresses below"),
    SOURCES_PRIVATE(
            "sources.private-addresses",
            "off",
            Range.oneOf("off", "on"),
            "whether releases may come from hosts in a private network, such as a mirror of yours"),
    SOURCES_SILENCE(
            "sources.silence-seconds",
            "60",
            Range.number(1, 3600),
            "how long a server may be silent before it is given up, seconds"),
    SOURCES_DOWNLOAD("sources.download-mib", "1024", Range.number(1, 65536), "largest archive that is downloaded, MiB"),
    SOURCES_UNPACKED("sources.unpacked-mib", "4096", Range.number(1, 65536), "most that an archive may unfold to, MiB"),
    SOURCES_ENTRIES(
            "sources.unpacked-entries",
            "250000",
            Range.number(1, 10000000),
            "most files, links and directories in an archive"),
    KERNEL_ORG_WATCH("sources.kernel-org.watch", "on", Range.oneOf("on", "off"), "whether kernel.org is watched"),
    KERNEL_ORG_URL(
            "sources.kernel-org.url",
            "https://www.kernel.org/releases.json",
            Range.text("an https: or http: URL", "https?://[^\\s?#@]+"),
            "kernel.org's list of releases"),
    KERNEL_ORG_INTERVAL(
            "sources.kernel-org.interval-seconds",
            "300",
            Range.number(10, 604800),
            "how often kernel.org is asked, seconds"),
    KERNEL_ORG_LINES(
            "sources.kernel-org.lines",
            "mainline,stable,longterm,linux-next",
            Range.text("lines of kernel.org, comma between", "[a-z][a-z0-9-]*(,[a-z][a-z0-9-]*)*"),
            "lines whose releases are noticed"),
    KERNEL_ORG_DOWNLOADS(
            "sources.kernel-org.downloads",
            "https://cdn.kernel.org/pub/linux/kernel",
            Range.text("an https: or http: URL", "https?://[^\\s?#@]+"),
            "where the directories v6.x and so on of the releases are"),
    KERNEL_ORG_SNAPSHOTS(
            "sources.kernel-org.snapshots",
            "https://git.kernel.org/torvalds/t",
            Range.text("an https: or http: URL", "https?://[^\\s?#@]+"),
            "where the snapshots of release candidates are"),
    KERNEL_ORG_UNSIGNED(
            "sources.kernel-org.unsigned",
            "refuse",
            Range.oneOf("refuse", "accept"),
            "snapshots of release candidates, which nobody signs; accept: whoever controls the server or its name chooses what is built"),
    KERNEL_ORG_KEYS(
            "sources.kernel-org.keys",
            "kernel.org",
            Range.any("paths, comma between; kernel.org: the keys that come with Kpulse"),
            "files with the keys that may sign releases; none is ever fetched"),
    DEBIAN_WATCH(
            "sources.debian.watch", "on", Range.oneOf("on", "off"), "whether the kernels that apt offers are watched"),
    DEBIAN_INTERVAL(
            "sources.debian.interval-seconds", "3600", Range.number(10, 604800), "how often apt is asked, seconds"),
    TREES_INTERVAL(
            "sources.trees.interval-seconds",
            "900",
            Range.number(10, 604800),
            "how often a git tree is fetched that does not say so itself, seconds"),
    BISECT_START(
            "bisect.start",
            "off",
            Range.oneOf("off", "later", "now"),
            "bisect the regressions that kpulse run confirms: later, only store the bisections; now, carry them out after the run"),
    BISECT_LEAST_CHANGE(
            "bisect.least-change-percent",
            "2",
            Range.number(0, 1000),
            "smaller regressions are not bisected by themselves, percent"),
    BISECT_MOST("bisect.most", "1", Range.number(1, 100), "bisections that begin by themselves after one run"),
    BISECT_BUDGET(
            "bisect.budget",
            "4h",
            Range.text("a time or a number of boots: 4h, 90m, 600s, 40boots", "[0-9]+([.][0-9]+)?(s|m|h| ?boots?)"),
            "most that a bisection that began by itself may take"),
    WEB_BIND(
            "web.bind",
            "127.0.0.1",
            Range.text("an address or name of this host", "[A-Za-z0-9.:-]+"),
            "address that the pages are served on; 0.0.0.0: on all"),
    WEB_PORT("web.port", "8080", Range.number(0, 65535), "port that the pages are served on; 0: any free one"),
    WEB_READ(
            "web.read",
            "everybody",
            Range.oneOf("everybody", "people"),
            "who may read the pages: everybody who reaches them, or people who signed in; changing anything always needs a login"),
    WORKER_PLATFORMS(
            "worker.platforms",
            "qemu-time,qemu-instructions",
            Range.text("platform names, comma between", "[a-z0-9][a-z0-9_-]*(,[a-z0-9][a-z0-9_-]*)*"),
            "platforms whose requests kpulse up and kpulse worker work on here"),
    LOG_FORMAT("log.format", "text", Range.oneOf("text", "json"), "form of the log of kpulse up and kpulse worker"),
    WEB_URL(
            "web.url",
            "",
            Range.text(
                    "an https: or http: URL of at most 50 characters without / at its end",
                    "|(?=.{9,50}$)https?://[A-Za-z0-9.:/_~\\[\\]-]*[A-Za-z0-9\\]]"),
            "where others find the pages, for links in reports, feeds and webhooks; empty: reports have no links"),
    OIDC_ISSUER(
            "web.oidc.issuer",
            "",
            Range.text(
                    "an https: URL, or http: on this host",
                    "|https://[^\\s?#@]+|http://(127\\.0\\.0\\.1|localhost)(:[0-9]+)?(/[^\\s?#]*)?"),
            "OpenID provider that people may sign in through beside their passwords; empty: none"),
    OIDC_CLIENT_ID("web.oidc.client-id", "", Range.any("a name"), "name that the provider knows Kpulse by"),
    OIDC_SECRET_FILE(
            "web.oidc.client-secret-file",
            "",
            Range.any("a path"),
            "file whose first line is the secret for it; KPULSE_WEB_OIDC_CLIENT_SECRET in the environment wins"),
    OIDC_ROLE_CLAIM(
            "web.oidc.role-claim",
            "",
            Range.text("a claim, dots lead into objects", "|[A-Za-z0-9_:/-]+(\\.[A-Za-z0-9_:/-]+)*"),
            "claim of the ID token that holds viewer, operator or admin, or a list with one of them, each also with kpulse- before it"),
    OIDC_WITHOUT_ROLE(
            "web.oidc.without-role",
            "refused",
            Range.oneOf("refused", "viewer"),
            "what people are in whose token no role is"),
    MAIL_HOST(
            "mail.host",
            "",
            Range.text("a host", "|[A-Za-z0-9.:-]+"),
            "SMTP server that approved reports are sent by; empty: none are sent"),
    MAIL_PORT("mail.port", "587", Range.number(1, 65535), "port of the SMTP server"),
    MAIL_SECURITY(
            "mail.security",
            "starttls",
            Range.oneOf("starttls", "tls", "off"),
            "how the connection to it is encrypted; off: not at all, then nobody signs in"),
    MAIL_USER("mail.user", "", Range.any("a name"), "name to sign in with; empty: without signing in"),
    MAIL_PASSWORD_FILE(
            "mail.password-file",
            "",
            Range.any("a path"),
            "file whose first line is the password; KPULSE_MAIL_PASSWORD in the environment wins"),
    MAIL_FROM(
            "mail.from",
            "",
            Range.text("a mail address", "|[^\\s@<>,]+@[A-Za-z0-9.-]+"),
            "address that reports come from"),
    MAIL_TO(
            "mail.to",
            "",
            Range.text("mail addresses, comma between", "|[^\\s@<>,]+@[^\\s@<>,]+(,[^\\s@<>,]+@[^\\s@<>,]+)*"),
            "whom reports go to when the tree has no owner"),
    MAIL_CC(
            "mail.cc",
            "",
            Range.text("mail addresses, comma between", "|[^\\s@<>,]+@[^\\s@<>,]+(,[^\\s@<>,]+@[^\\s@<>,]+)*"),
            "who gets a copy of each report"),
    REPORTS_DIGEST(
            "reports.digest",
            "off",
            Range.oneOf("off", "weekly"),
            "weekly: kpulse serve and kpulse up draft a digest of each week that is over, once; a person approves and sends it"),
    WEBHOOKS_URLS(
            "webhooks.urls",
            "",
            Range.text("https: or http: URLs, comma between", "|https?://[^\\s,#@]+(,https?://[^\\s,#@]+)*"),
            "addresses that are told what happened; each needs the secret below"),
    WEBHOOKS_SECRET_FILE(
            "webhooks.secret-file",
            "",
            Range.any("a path"),
            "file whose first line signs what is sent; KPULSE_WEBHOOKS_SECRET in the environment wins"),
    WEBHOOKS_PRIVATE(
            "webhooks.private-addresses",
            "off",
            Range.oneOf("off", "on"),
            "whether these addresses may lie in a private network or on this host"),
    WEBHOOKS_TRIES(
            "webhooks.tries",
            "12",
            Range.number(1, 100),
            "tries after which a delivery is given up; the wait doubles from 30 seconds to 6 hours"),
    GUEST_PACKAGES(
            "guest.packages",
            "",
            Range.text("package names, comma between", "|[a-z0-9][a-z0-9+.-]*(,[a-z0-9][a-z0-9+.-]*)*"),
            "Debian packages to add to the guest image");

    private final String key;
    private final String builtIn;
    private final Range range;
    private final String meaning;

    ConfigKey(String key, String builtIn, Range range, String meaning) {
        this.key = key;
        this.builtIn = builtIn;
        this.range = range;
        this.meaning = meaning;
    }

    /** As written in files: {@code run.boots}. */
    public String key() {
        return key;
    }

    /** As written in the environment: {@code KPULSE_RUN_BOOTS}. */
    public String variable() {
        return "KPULSE_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The value when nothing else is said. */
    public String builtIn() {
        return builtIn;
    }

    /** What values it takes. */
    public Range range() {
        return range;
    }

    /** What it means, with its unit. */
    public String meaning() {
        return meaning;
    }

    /** The key with this name. */
    public static Optional<ConfigKey> named(String name) {
        return Arrays.stream(values()).filter(k -> k.key.equals(name)).findFirst();
    }

    /** All names, in order. */
    public static List<String> names() {
        return Arrays.stream(values()).map(ConfigKey::key).toList();
    }
}
