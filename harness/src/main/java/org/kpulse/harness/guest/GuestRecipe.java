package org.kpulse.harness.guest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.platform.Architecture;
import org.kpulse.harness.state.Sha256;

/**
 * What goes into a guest image. The same recipe has the same key, so an image is built once.
 *
 * @param architecture what the image runs on
 * @param suite the distribution's release: {@code bookworm}
 * @param packages all packages asked for, the base set included
 */
public record GuestRecipe(Architecture architecture, String suite, SortedSet<String> packages) {

    /** Raised whenever the same packages would give another image. */
    static final int FORMAT = 1;

    /** What every guest needs, whatever the benchmarks: file systems, network set-up, modules, process tools. */
    static final List<String> BASE = List.of("e2fsprogs", "iproute2", "kmod", "procps", "util-linux");

    /** No documentation, no translations, no time zones (UTC), no character sets but UTF-8, no headers. */
    private static final List<String> LEFT_OUT = List.of(
            "/usr/share/doc/*",
            "/usr/share/info/*",
            "/usr/share/lintian/*",
            "/usr/share/locale/*",
            "/usr/share/man/*",
            "/usr/share/X11/*",
            "/usr/share/zoneinfo/*",
            "/usr/share/perl/*/Unicode/Collate/*",
            "/usr/lib/*/perl/*/CORE/*",
            "/usr/lib/*/gconv/*");

    public GuestRecipe {
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
        for (String name : packages) {
            if (!name.matches("[a-z0-9][a-z0-9.+-]+")) {
                throw new UsageException("\"" + name + "\" is not the name of a Debian package.");
            }
        }
        if (!suite.matches("[a-z0-9][a-z0-9-]*")) {
            throw new IllegalArgumentException("not the name of a suite: \"" + suite + "\"");
        }
    }

    /** The base set and what the benchmarks need. */
    public static GuestRecipe of(Architecture architecture, String suite, SortedSet<String> benchmarkPackages) {
        SortedSet<String> all = new TreeSet<>(BASE);
        all.addAll(benchmarkPackages);
        return new GuestRecipe(architecture, suite, all);
    }

    /** 16 hex digits of the hash over format, architecture, suite and package names. */
    public String key() {
        String text = FORMAT + "\n" + architecture.kernelName() + "\n" + suite + "\n" + String.join("\n", packages);
        return Sha256.ofText(text).substring(0, 16);
    }

    /**
     * The command that builds the root file system.
     *
     * @param sources apt source lines or URIs
     * @param tar the archive it writes
     * @param versions the file it lists the installed packages in
     */
    List<String> buildCommand(List<String> sources, String tar, String versions) {
        List<String> command = new ArrayList<>(List.of(
                "mmdebstrap",
                "--variant=minbase",
                "--architectures=" + architecture.debianName(),
                "--include=" + String.join(",", packages),
                "--aptopt=APT::Install-Recommends \"false\""));
        LEFT_OUT.forEach(pattern -> command.add("--dpkgopt=path-exclude=" + pattern));
        command.add("--customize-hook=chroot \"$1\" dpkg-query -W > \"$1/kpulse-packages\"");
        command.add("--customize-hook=download /kpulse-packages " + versions);
        command.add("--customize-hook=" + TIDY);
        command.addAll(List.of("--format=tar", suite, tar));
        command.addAll(sources);
        return command;
    }

    /** Leaves nothing of the host in the image, and makes the places where things are mounted. */
    private static final String TIDY = String.join(
            "; ",
            "set -e",
            "cd \"$1\"",
            "rm -rf kpulse-packages var/lib/dpkg/info var/lib/apt/* var/cache/* var/log/* etc/apt/sources.list*",
            "rm -f etc/resolv.conf etc/mtab etc/machine-id usr/sbin/policy-rc.d",
            "mkdir -p dev/pts dev/shm kpulse proc run scratch sys tmp",
            "ln -s ../proc/self/mounts etc/mtab",
            "echo kpulse > etc/hostname",
            "echo '127.0.0.1 localhost kpulse' > etc/hosts",
            "echo 6b70756c736500000000000000000000 > etc/machine-id",
            ": > etc/resolv.conf",
            ": > etc/fstab");
}
