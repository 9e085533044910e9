package org.kpulse.harness.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files a job needs in the guest, under {@code /kpulse}: plan, agent, scripts and programs. The same for every driver.
 * Immutable.
 */
public final class Bundle {

    private final SortedMap<String, byte[]> files;

    Bundle(Map<String, byte[]> files) {
        this.files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** Content by path relative to {@code /kpulse}; what lies under {@code bin/} is executable. The contents are not copies. */
    public SortedMap<String, byte[]> files() {
        return files;
    }

    /** Hash over all paths and contents, 64 hex digits. */
    public String sha256() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((path, content) -> {
                digest.update((path + "\0" + content.length + "\0").getBytes(StandardCharsets.UTF_8));
                digest.update(content);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
