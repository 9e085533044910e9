package org.kpulse.harness.guest;

import java.nio.file.Path;

/**
 * A read-only root file system for guests (squashfs), on this machine's disk.
 *
 * @param path the image
 * @param sha256 hash of the image, 64 hex digits; part of every run's provenance
 * @param manifest what is in it
 */
public record GuestImage(Path path, String sha256, GuestManifest manifest) {}
