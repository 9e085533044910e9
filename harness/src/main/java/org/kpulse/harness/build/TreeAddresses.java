package org.kpulse.harness.build;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kpulse.harness.config.Config;
import org.kpulse.harness.config.ConfigKey;
import org.kpulse.harness.config.Setting;
import org.kpulse.harness.fault.InfraException;
import org.kpulse.harness.fault.Suggestion;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.http.Hosts;

/**
 * What the word between {@code git:} and {@code #} means: the name of a tree in the configuration, a path, a {@code file:} or an
 * {@code https:} URL. Whoever may write a reference need not be who wrote the configuration, so a URL in a reference may name only
 * the hosts of {@code build.hosts}, and none that lies in a private network.
 */
final class TreeAddresses {

    private final Map<String, Setting> trees;
    private final List<String> hosts;
    private final Path directory;
    private final Names names;

    /** Looks up the addresses of a host. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    /** Relative paths are taken from {@code directory}. */
    TreeAddresses(Config config, Path directory, Names names) {
        this.trees = config.trees();
        this.hosts = config.list(ConfigKey.BUILD_HOSTS);
        this.directory = directory;
        this.names = names;
    }

    /** The address of a tree; a {@link UsageException} when there is none or it may not be used. */
    TreeAddress find(String tree) {
        Setting configured = trees.get(tree);
        if (configured == null) {
            return address(tree, tree, false);
        }
        try {
            return address(tree, configured.value(), true);
        } catch (UsageException e) {
            throw new UsageException(configured.origin() + ": trees." + tree + ": " + e.getMessage(), e);
        }
    }

    /** Lines for people: name and place. */
    List<String> named() {
        return trees.keySet().stream()
                .map(name -> "git:" + name + "#<revision>")
                .toList();
    }

    private TreeAddress address(String tree, String place, boolean configured) {
        if (place.startsWith("https:")) {
            URI url = url(place);
            if (!configured) {
                requireAllowed(url);
            }
            return new TreeAddress.Remote(configured ? tree : url.toString(), url);
        }
        if (place.startsWith("file:")) {
            return local(tree, Path.of(url(place).getPath()), configured);
        }
        if (place.matches("(?i)[a-z][a-z0-9+.-]*::?.*")) {
            throw new UsageException("\"" + place + "\" cannot be used; a tree is a path, or a file: or https: URL.");
        }
        if (!configured && !place.contains("/") && !Files.isDirectory(directory.resolve(place))) {
            throw new UsageException("There is no tree " + place + Suggestion.among(place, trees.keySet())
                    + "; name it in kpulse.yaml (trees." + place.toLowerCase(Locale.ROOT)
                    + ": PATH or URL) or give a path.");
        }
        return local(tree, directory.resolve(place), configured);
    }

    private static TreeAddress local(String tree, Path path, boolean configured) {
        try {
            Path real = path.toRealPath();
            if (!Files.isDirectory(real)) {
                throw new UsageException(path + " is not a directory with a git repository.");
            }
            return new TreeAddress.Local(configured ? tree : real.toString(), real);
        } catch (IOException e) {
            throw new UsageException("There is no git repository " + path.normalize() + ".", e);
        }
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text);
            boolean file = "file".equals(url.getScheme());
            if (url.getUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw new UsageException("\"" + text + "\" holds more than host and path; passwords belong elsewhere.");
            }
            if (url.getPath() == null || !url.getPath().startsWith("/") || (url.getHost() == null) != file) {
                throw new UsageException("\"" + text + "\" is not a file:///path or https://host/path URL.");
            }
            return url;
        } catch (URISyntaxException e) {
            throw new UsageException("\"" + text + "\" is not a URL: " + e.getReason() + ".", e);
        }
    }

    private void requireAllowed(URI url) {
        String host = url.getHost().toLowerCase(Locale.ROOT);
        if (hosts.stream().noneMatch(allowed -> allowed.equalsIgnoreCase(host))) {
            throw new UsageException("The host of " + url + " is not among build.hosts (" + String.join(", ", hosts)
                    + "); add it there, or name the tree in kpulse.yaml (trees.NAME).");
        }
        try {
            for (InetAddress address : names.of(host)) {
                if (Hosts.isPrivate(address)) {
                    throw new UsageException(
                            host + " lies in a private network; name the tree in kpulse.yaml (trees.NAME) to use it.");
                }
            }
        } catch (UnknownHostException e) {
            throw new InfraException("The host " + host + " is not known here (no network?).", e);
        }
    }
}
