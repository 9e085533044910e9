package org.kpulse.webapp.letter;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.kpulse.analysis.Interval;
import org.kpulse.webapp.letter.RegressionFacts.Culprit;
import org.kpulse.webapp.letter.RegressionFacts.Known;
import org.kpulse.webapp.letter.RegressionFacts.Moved;
import org.kpulse.webapp.letter.RegressionFacts.Named;
import org.kpulse.webapp.letter.RegressionFacts.Noise;
import org.kpulse.webapp.letter.RegressionFacts.Place;
import org.kpulse.webapp.letter.RegressionFacts.Search;
import org.kpulse.webapp.letter.RegressionFacts.Side;
import org.kpulse.webapp.letter.RegressionFacts.Tree;

/** Facts of reports, made up. */
final class Example {

    private static final String GOOD = "1f2e3d4c5b6a79880011223344556677889900aa";
    private static final String BAD = "0ede61d858abcdef0123456789abcdef01234567";

    private Example() {}

    /** A commit that a bisection found, seen on two platforms. */
    static RegressionFacts culprit() {
        return new RegressionFacts(
                7,
                Optional.of(new Tree(
                        "linus", "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git", "master")),
                new Named("git:linus#" + GOOD, "6.12.0-rc1", GOOD, "gcc 12.2.0, GNU ld 2.40", "c".repeat(64)),
                new Named("git:linus#" + BAD, "6.12.0-rc2", BAD, "gcc 12.2.0, GNU ld 2.40", "d".repeat(64)),
                List.of(
                        moved("qemu-time", "hackbench", "time", 12.345, true),
                        moved("qemu-instructions", "hackbench", "time", 11.9, true),
                        moved("qemu-time", "will-it-scale-with-a-name-that-is-long", "per_thread_ops", -2.91, false)),
                List.of(place("qemu-instructions", true), place("qemu-time", false)),
                Optional.of(new Search(
                        3,
                        "culprit 0ede61d858ab file: convert to SLAB_TYPESAFE_BY_RCU",
                        List.of(
                                new Known("looking for", "hackbench/time in linus"),
                                new Known("cost", "9 builds in 812 s, 22 boots in 96 s"),
                                new Known(
                                        "check", "parent on qemu-time confirmed: +12.1 % [+11.8, +12.4] over 6 boots"),
                                new Known(
                                        "function",
                                        "+1,204 instructions an iteration in __fget_files, which the commit changes")),
                        Optional.of(new Culprit(BAD, "file: convert to SLAB_TYPESAFE_BY_RCU", true)),
                        "hackbench.time")),
                "smoke",
                "https://kpulse.example.org/regressions/7",
                "kpulse@example.org");
    }

    /** Two packaged kernels; nobody said where the pages are. */
    static RegressionFacts packaged() {
        return new RegressionFacts(
                1,
                Optional.empty(),
                new Named("debian:6.1.0-49-cloud-amd64", "6.1.0-49-cloud-amd64", "", "", "a".repeat(64)),
                new Named("debian:6.1.0-50-cloud-amd64", "6.1.0-50-cloud-amd64", "", "", ""),
                List.of(new Moved(
                        "qemu-time",
                        "syscall-latency",
                        "getppid",
                        "ns",
                        true,
                        new Side(0, OptionalDouble.empty(), 3),
                        new Side(25_430_000, OptionalDouble.of(1234), 4),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty())),
                List.of(new Place(
                        "qemu-time", false, "x86_64, 2 CPUs, 1024 MiB", OptionalDouble.empty(), Optional.empty(), "5")),
                Optional.empty(),
                "smoke",
                "",
                "");
    }

    /** Names that would do harm if a mail had them as they are. */
    static RegressionFacts hostile() {
        String name = "x\r\nSigned-off-by: somebody " + "else ".repeat(20)
                + "\r\nBcc: everybody@example.org\r\n\r\n\u202egpj.\u0000'$(reboot)'; `id`\u2028-- \u00a0";
        String subject = name + "y".repeat(400) + "\nSigned-off-by: Somebody Else <s@example.org>";
        return new RegressionFacts(
                9,
                Optional.of(new Tree(name, name, name)),
                new Named("git:" + name + "#1", name, "", name, name),
                new Named("git:" + "z".repeat(300), name, "", name, name),
                List.of(moved(name, name, name, 1e9, true)),
                List.of(new Place(
                        name, true, name.repeat(20), OptionalDouble.of(1e9), Optional.of(new Interval(0, 1e12)), name)),
                Optional.of(new Search(
                        3,
                        subject,
                        List.of(new Known(name, subject)),
                        Optional.of(new Culprit("0", subject, false)),
                        name)),
                name,
                "https://kpulse.example.org/regressions/9",
                "kpulse@example.org");
    }

    private static Moved moved(String platform, String benchmark, String metric, double percent, boolean lower) {
        return new Moved(
                platform,
                benchmark,
                metric,
                lower ? "s" : "ops/s",
                lower,
                new Side(2.0004, OptionalDouble.of(0.11), 5),
                new Side(2.0004 * (1 + percent / 100), OptionalDouble.of(1.4), 5),
                OptionalDouble.of(percent),
                Optional.of(new Interval(percent - 0.42, percent + 0.42)),
                OptionalDouble.of(0.0004),
                OptionalDouble.of(0.58),
                Optional.of(new Noise(0.114, 61, 12)));
    }

    private static Place place(String name, boolean instructions) {
        return new Place(
                name,
                instructions,
                "x86_64, 2 CPUs, 1024 MiB, QEMU with tcg, Intel(R) Xeon(R) Platinum 8272CL CPU @ 2.60GHz",
                OptionalDouble.of(98.127),
                Optional.of(new Interval(97.9, 98.36)),
                "5");
    }
}
