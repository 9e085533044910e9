package org.kpulse.harness.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which servers may be asked. A redirect is a stranger's wish and goes through the same rule as the first address.
 *
 * @param names hosts, in any case
 * @param schemes {@code https}, and {@code http} where the configuration says so
 * @param privateAddresses whether a host may lie in a private network
 * @param lookup finds the addresses of a host
 */
public record Hosts(Set<String> names, Set<String> schemes, boolean privateAddresses, Lookup lookup) {

    public Hosts {
        Set<String> lower = new TreeSet<>();
        names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
        names = Set.copyOf(lower);
        schemes = Set.copyOf(schemes);
    }

    /** Finds the addresses of a host. */
    @FunctionalInterface
    public interface Lookup {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** Why this address may not be asked, as the end of a sentence; empty when it may. The host is looked up. */
    public Optional<String> refusal(URI uri) throws UnknownHostException {
        if (uri.getScheme() == null || !schemes.contains(uri.getScheme().toLowerCase(Locale.ROOT))) {
            return Optional.of("only " + String.join(" and ", new TreeSet<>(schemes)) + " is allowed");
        }
        if (uri.getUserInfo() != null || uri.getHost() == null) {
            return Optional.of("it does not name a host alone");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        if (!names.contains(host)) {
            return Optional.of("the host " + host + " is not allowed");
        }
        if (!privateAddresses) {
            for (InetAddress address : lookup.of(host)) {
                if (isPrivate(address)) {
                    return Optional.of(host + " lies in a private network");
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an address is of this host or of a network that is not the public one. */
    public static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean carrier = bytes.length == 4 && (bytes[0] & 0xff) == 100 && (bytes[1] & 0xc0) == 64;
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isAnyLocalAddress()
                || address.isMulticastAddress()
                || uniqueLocal
                || carrier;
    }
}
