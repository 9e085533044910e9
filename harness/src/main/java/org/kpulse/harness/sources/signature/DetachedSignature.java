package org.kpulse.harness.sources.signature;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPObjectFactory;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.operator.bc.BcKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;

/** A signature in a file of its own, by one of the pinned keys (RFC 9580; kernel.org signs the tar before it is compressed). */
public final class DetachedSignature {

    private static final int BUFFER = 1 << 16;

    /** Others can be forged or are nobody's today. */
    private static final Set<Integer> HASHES = Set.of(
            HashAlgorithmTags.SHA224, HashAlgorithmTags.SHA256, HashAlgorithmTags.SHA384, HashAlgorithmTags.SHA512);

    private final PGPSignature signature;
    private final PGPPublicKey key;

    private DetachedSignature(PGPSignature signature, PGPPublicKey key) {
        this.signature = signature;
        this.key = key;
    }

    /** Reads a signature file, armored or not; a {@link SignatureRefused} when no pinned key made any of its signatures. */
    public static DetachedSignature read(byte[] file, PinnedKeys keys) {
        Set<String> strangers = new TreeSet<>();
        for (PGPSignature signature : signatures(file)) {
            var key = keys.find(signature.getKeyID());
            if (key.isEmpty()) {
                strangers.add(HexFormat.of().toHexDigits(signature.getKeyID()).toUpperCase(Locale.ROOT));
            } else if (signature.getSignatureType() != PGPSignature.BINARY_DOCUMENT) {
                throw new SignatureRefused("it is not a signature of a file");
            } else if (!HASHES.contains(signature.getHashAlgorithm())) {
                throw new SignatureRefused("it is made with a hash that can be forged");
            } else {
                return new DetachedSignature(signature, key.get());
            }
        }
        throw new SignatureRefused(
                strangers.isEmpty()
                        ? "the file holds no signature"
                        : "it is made by the key " + String.join(", ", strangers) + ", which is not pinned");
    }

    private static List<PGPSignature> signatures(byte[] file) {
        List<PGPSignature> all = new ArrayList<>();
        try (InputStream in = PGPUtil.getDecoderStream(new ByteArrayInputStream(file))) {
            PGPObjectFactory objects = new PGPObjectFactory(in, new BcKeyFingerprintCalculator());
            for (Object each = objects.nextObject(); each != null; each = objects.nextObject()) {
                if (each instanceof PGPSignatureList list) {
                    list.forEach(all::add);
                }
            }
            return all;
        } catch (IOException | RuntimeException e) {
            throw new SignatureRefused("the file holds no signature (" + e.getMessage() + ")", e);
        }
    }

    /** Fingerprint of the key that made it, in capitals. */
    public String signer() {
        return HexFormat.of().formatHex(key.getFingerprint()).toUpperCase(Locale.ROOT);
    }

    /** Reads all of the content; a {@link SignatureRefused} when it is not what was signed. */
    public void require(InputStream content) throws IOException {
        try {
            signature.init(new BcPGPContentVerifierBuilderProvider(), key);
            byte[] buffer = new byte[BUFFER];
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                }
                signature.update(buffer, 0, n);
            }
            if (!signature.verify()) {
                throw new SignatureRefused("it is not what the key " + signer() + " signed");
            }
        } catch (PGPException e) {
            throw new SignatureRefused("it cannot be checked (" + e.getMessage() + ")", e);
        }
    }
}
