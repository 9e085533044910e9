package org.kpulse.harness.guest;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.kpulse.harness.platform.Architecture;

/**
 * What {@code manifest.json} beside a guest image says.
 *
 * @param format version of the image's layout
 * @param architecture what it runs on
 * @param suite the distribution's release
 * @param packages packages asked for
 * @param installed exact versions of all packages in it
 * @param sha256 hash of the image
 * @param sizeBytes size of the image
 * @param modified time of its last change, so that only a touched image is hashed again
 * @param built when it was built
 * @param builtWith versions of the programs that built it
 */
public record GuestManifest(
        int format,
        Architecture architecture,
        String suite,
        SortedSet<String> packages,
        SortedMap<String, String> installed,
        String sha256,
        long sizeBytes,
        Instant modified,
        Instant built,
        String builtWith) {

    public GuestManifest {
        packages = Collections.unmodifiableSortedSet(new TreeSet<>(packages));
        installed = Collections.unmodifiableSortedMap(new TreeMap<>(installed));
        if (!sha256.matches("[0-9a-f]{64}") || sizeBytes <= 0) {
            throw new IllegalArgumentException("a guest image needs its SHA-256 and size");
        }
    }
}
