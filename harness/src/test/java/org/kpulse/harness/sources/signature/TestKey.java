package org.kpulse.harness.sources.signature;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.crypto.generators.Ed25519KeyPairGenerator;
import org.bouncycastle.crypto.params.Ed25519KeyGenerationParameters;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.bc.BcPGPKeyPair;

/** A key that signs releases in tests. */
public final class TestKey {

    private final BcPGPKeyPair pair;

    @SuppressWarnings("JavaUtilDate") // what Bouncy Castle takes
    public TestKey() {
        Ed25519KeyPairGenerator generator = new Ed25519KeyPairGenerator();
        generator.init(new Ed25519KeyGenerationParameters(new SecureRandom()));
        try {
            pair = new BcPGPKeyPair(
                    PublicKeyPacket.VERSION_4,
                    PublicKeyAlgorithmTags.EDDSA_LEGACY,
                    generator.generateKeyPair(),
                    new Date(1_700_000_000_000L));
        } catch (PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key as an armored file. */
    public Path writeTo(Path file) throws IOException {
        return write(file, pair.getPublicKey());
    }

    /** The same, revoked by itself. */
    Path writeRevokedTo(Path file) throws IOException, PGPException {
        PGPSignatureGenerator revocation = generator(HashAlgorithmTags.SHA256, PGPSignature.KEY_REVOCATION);
        PGPPublicKey key = pair.getPublicKey();
        return write(file, PGPPublicKey.addCertification(key, revocation.generateCertification(key)));
    }

    private static Path write(Path file, PGPPublicKey key) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ArmoredOutputStream armored = new ArmoredOutputStream(bytes)) {
            key.encode(armored);
        }
        return Files.write(file, bytes.toByteArray());
    }

    /** An armored signature of these bytes, as {@code gpg --detach-sign --armor} makes it. */
    public byte[] sign(byte[] content) {
        return sign(content, HashAlgorithmTags.SHA512, PGPSignature.BINARY_DOCUMENT);
    }

    byte[] sign(byte[] content, int hash, int type) {
        try {
            PGPSignatureGenerator generator = generator(hash, type);
            generator.update(content);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ArmoredOutputStream armored = new ArmoredOutputStream(bytes)) {
                generator.generate().encode(armored);
            }
            return bytes.toByteArray();
        } catch (IOException | PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private PGPSignatureGenerator generator(int hash, int type) throws PGPException {
        PGPSignatureGenerator generator = new PGPSignatureGenerator(
                new BcPGPContentSignerBuilder(pair.getPublicKey().getAlgorithm(), hash), pair.getPublicKey());
        generator.init(type, pair.getPrivateKey());
        return generator;
    }
}
