package org.kpulse.harness.sources.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.kpulse.harness.fault.UsageException;
import org.kpulse.harness.state.OwnFiles;

/**
 * The keys whose signatures count: those in the files that the configuration names, each with its subkeys. None is ever fetched. A
 * revoked key does not count. When a key expires is not looked at: the file says whom to trust, and takes that back by losing the key.
 */
public final class PinnedKeys {

    /** The word for the keys that come with Kpulse. */
    public static final String OWN = "kernel.org";

    private static final String OWN_FILE = "sources/kernel-org.asc";
    private static final long MOST_BYTES = 16 << 20;
    private static final Pattern BLOCK = Pattern.compile(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----.*?-----END PGP PUBLIC KEY BLOCK-----", Pattern.DOTALL);

    private final List<PGPPublicKey> keys;

    private PinnedKeys(List<PGPPublicKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * Reads files with keys, armored or not.
     *
     * @param files paths, or {@link #OWN}
     * @param directory relative paths are taken from it
     * @throws UsageException that names a file without keys
     */
    public static PinnedKeys read(List<String> files, Path directory) {
        List<PGPPublicKey> keys = new ArrayList<>();
        for (String file : files) {
            byte[] bytes = file.equals(OWN)
                    ? OwnFiles.text(OWN_FILE).getBytes(StandardCharsets.US_ASCII)
                    : bytes(directory.resolve(file));
            List<PGPPublicKey> found = keys(bytes, file);
            if (found.isEmpty()) {
                throw new UsageException(file + " holds no OpenPGP keys (sources.kernel-org.keys).");
            }
            keys.addAll(found);
        }
        return new PinnedKeys(keys);
    }

    private static byte[] bytes(Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new UsageException(file + " is too large for a file of keys (sources.kernel-org.keys).");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UsageException("Cannot read the keys " + file + " (sources.kernel-org.keys).", e);
        }
    }

    private static List<PGPPublicKey> keys(byte[] bytes, String file) {
        List<PGPPublicKey> keys = new ArrayList<>();
        Matcher block = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        try {
            if (!block.find()) {
                add(keys, new ByteArrayInputStream(bytes));
                return keys;
            }
            do {
                byte[] armored = block.group().getBytes(StandardCharsets.ISO_8859_1);
                add(keys, new ArmoredInputStream(new ByteArrayInputStream(armored)));
            } while (block.find());
            return keys;
        } catch (IOException | PGPException | RuntimeException e) {
            throw new UsageException(file + " holds no OpenPGP keys (sources.kernel-org.keys).", e);
        }
    }

    private static void add(List<PGPPublicKey> keys, InputStream in) throws IOException, PGPException {
        for (PGPPublicKeyRing ring : new PGPPublicKeyRingCollection(in, new BcKeyFingerprintCalculator())) {
            boolean revoked = ring.getPublicKey().hasRevocation();
            for (PGPPublicKey key : ring) {
                if (!revoked && !key.hasRevocation()) {
                    keys.add(key);
                }
            }
        }
    }

    /** The key with this id. */
    Optional<PGPPublicKey> find(long id) {
        return keys.stream().filter(key -> key.getKeyID() == id).findFirst();
    }

    /** Fingerprints in capitals, main keys and subkeys. */
    public List<String> fingerprints() {
        return keys.stream()
                .map(key -> HexFormat.of().formatHex(key.getFingerprint()).toUpperCase(Locale.ROOT))
                .toList();
    }
}
