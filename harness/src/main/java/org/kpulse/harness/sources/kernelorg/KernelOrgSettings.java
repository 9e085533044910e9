package org.kpulse.harness.sources.kernelorg;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.http.Hosts;
import org.kpulse.harness.http.Limits;
import org.kpulse.harness.sources.archive.ArchiveLimits;

/**
 * Where kernel.org is, and what is believed of it.
 *
 * @param lines monikers that are noticed
 * @param keys files of pinned keys
 * @param unsigned whether snapshots that nobody signs may be used
 * @param downloadBytes largest archive
 * @param archive what it may hold
 */
record KernelOrgSettings(
        Addresses addresses,
        List<String> lines,
        List<String> keys,
        boolean unsigned,
        long downloadBytes,
        ArchiveLimits archive) {

    private static final long MIB = 1L << 20;
    private static final Duration WHOLE_LIST = Duration.ofMinutes(5);
    private static final Duration WHOLE_ARCHIVE = Duration.ofHours(6);

    /**
     * Addresses, and who else may be asked.
     *
     * @param releases the list
     * @param downloads without a slash at the end
     * @param snapshots likewise
     */
    record Addresses(URI releases, String downloads, String snapshots, Hosts hosts, Duration silence) {

        Limits list() {
            return new Limits(silence, silence.compareTo(WHOLE_LIST) > 0 ? silence : WHOLE_LIST);
        }

        Limits archive() {
            return new Limits(silence, WHOLE_ARCHIVE);
        }

        /** The archive of a release. */
        URI archive(ReleaseVersion version) {
            return URI.create(
                    version.isCandidate()
                            ? snapshots + "/linux-" + version + ".tar.gz"
                            : downloads + "/" + version.directory() + "/linux-" + version + ".tar.xz");
        }

        /** The signature of its tar. */
        URI signature(ReleaseVersion version) {
            return URI.create(downloads + "/" + version.directory() + "/linux-" + version + ".tar.sign");
        }
    }

    static KernelOrgSettings of(Config config) {
        URI releases = uri(config, ConfigKey.KERNEL_ORG_URL);
        URI downloads = uri(config, ConfigKey.KERNEL_ORG_DOWNLOADS);
        URI snapshots = uri(config, ConfigKey.KERNEL_ORG_SNAPSHOTS);
        Set<String> hosts = new LinkedHashSet<>(config.list(ConfigKey.SOURCES_HOSTS));
        Set<String> schemes = new LinkedHashSet<>(List.of("https"));
        for (URI each : List.of(releases, downloads, snapshots)) {
            hosts.add(each.getHost());
            schemes.add(each.getScheme().toLowerCase(Locale.ROOT));
        }
        Hosts allowed = new Hosts(
                hosts, schemes, config.text(ConfigKey.SOURCES_PRIVATE).equals("on"), InetAddress::getAllByName);
        return new KernelOrgSettings(
                new Addresses(
                        releases,
                        withoutSlash(downloads),
                        withoutSlash(snapshots),
                        allowed,
                        Duration.ofSeconds(config.number(ConfigKey.SOURCES_SILENCE))),
                config.list(ConfigKey.KERNEL_ORG_LINES),
                config.list(ConfigKey.KERNEL_ORG_KEYS),
                config.text(ConfigKey.KERNEL_ORG_UNSIGNED).equals("accept"),
                config.number(ConfigKey.SOURCES_DOWNLOAD) * MIB,
                new ArchiveLimits(
                        config.number(ConfigKey.SOURCES_UNPACKED) * MIB, config.number(ConfigKey.SOURCES_ENTRIES)));
    }

    private static URI uri(Config config, ConfigKey key) {
        try {
            URI uri = URI.create(config.text(key));
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new UsageException(config.setting(key).origin() + ": " + key.key() + " is not a URL.", e);
        }
        throw new UsageException(config.setting(key).origin() + ": " + key.key() + " is not a URL with a host.");
    }

    private static String withoutSlash(URI uri) {
        return uri.toString().replaceAll("/+$", "");
    }
}
