package org.kpulse.harness.build;

import java.net.URI;
import java.nio.file.Path;
import org.kpulse.harness.state.Sha256;

/** Where the commits of a tree come from. */
sealed interface TreeAddress {

    /** As it is written in exact references. */
    String text();

    /** Name of its directory below the state directory: readable, and one for each address. */
    default String key() {
        String last = text().replaceAll("/+$", "").replaceAll("^.*[/:]", "").replaceAll("[^A-Za-z0-9._-]", "");
        String readable = last.matches("[A-Za-z0-9].*") ? last.substring(0, Math.min(40, last.length())) : "tree";
        return readable + "-" + Sha256.ofText(place()).substring(0, 12);
    }

    /** The path or URL itself. */
    String place();

    /**
     * A repository on this host.
     *
     * @param text as written in exact references: its name in the configuration or its path
     * @param repository a directory that git knows as one, absolute
     */
    record Local(String text, Path repository) implements TreeAddress {
        @Override
        public String place() {
            return repository.toString();
        }
    }

    /**
     * A repository to be fetched from.
     *
     * @param text as written in exact references: its name in the configuration or its URL
     * @param url https, without a password
     */
    record Remote(String text, URI url) implements TreeAddress {
        @Override
        public String place() {
            return url.toString();
        }
    }
}
