package org.kpulse.harness.sources.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSignature;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kpulse.harness.fault.UsageException;

class DetachedSignatureTest {

    private static final byte[] TAR = "all bytes of a tar".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    private final TestKey key = new TestKey();
    private PinnedKeys keys;

    @BeforeEach
    void pinned() throws IOException {
        keys = PinnedKeys.read(List.of(key.writeTo(directory.resolve("key.asc")).toString()), directory);
    }

    private void require(byte[] signature, byte[] content) throws IOException {
        DetachedSignature.read(signature, keys).require(new ByteArrayInputStream(content));
    }

    @Test
    void whatAPinnedKeySignedIsGoodAndTheKeyIsNamed() throws IOException {
        require(key.sign(TAR), TAR);

        assertThat(DetachedSignature.read(key.sign(TAR), keys).signer())
                .isEqualTo(keys.fingerprints().get(0));
    }

    @Test
    void oneOtherByteIsNotWhatWasSigned() {
        byte[] other = TAR.clone();
        other[3]++;

        assertThatThrownBy(() -> require(key.sign(TAR), other))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageContaining("is not what the key");
        assertThatThrownBy(() -> require(key.sign(TAR), new byte[0])).isInstanceOf(SignatureRefused.class);
    }

    @Test
    void aStrangersSignatureIsWorthNothingAndItsKeyIsNamed() {
        assertThatThrownBy(() -> require(new TestKey().sign(TAR), TAR))
                .isInstanceOf(SignatureRefused.class)
                .hasMessageMatching("it is made by the key [0-9A-F]{16}, which is not pinned");
    }

    @Test
    void aForgeableHashIsRefused() {
        byte[] signature = key.sign(TAR, HashAlgorithmTags.SHA1, PGPSignature.BINARY_DOCUMENT);

        assertThatThrownBy(() -> require(signature, TAR)).hasMessageContaining("hash that can be forged");
    }

    @Test
    void aSignatureOfSomethingElseThanAFileIsRefused() {
        byte[] signature = key.sign(TAR, HashAlgorithmTags.SHA256, PGPSignature.CANONICAL_TEXT_DOCUMENT);

        assertThatThrownBy(() -> require(signature, TAR)).hasMessageContaining("not a signature of a file");
    }

    @Test
    void whatIsNoSignatureIsSaidToBeNone() {
        for (String text : List.of(
                "", "<html>404</html>", "-----BEGIN PGP SIGNATURE-----\n\nAAAA\n-----END PGP SIGNATURE-----\n")) {
            assertThatThrownBy(() -> require(text.getBytes(StandardCharsets.US_ASCII), TAR))
                    .as(text)
                    .isInstanceOf(SignatureRefused.class)
                    .hasMessageContaining("holds no signature");
        }
    }

    @Test
    void aRevokedKeyDoesNotCount() throws IOException, PGPException {
        Path revoked = key.writeRevokedTo(directory.resolve("revoked.asc"));

        assertThatThrownBy(() -> PinnedKeys.read(List.of(revoked.toString()), directory))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("holds no OpenPGP keys");
    }

    @Test
    void severalFilesAndTheOwnKeysArePinnedTogether() throws IOException {
        new TestKey().writeTo(directory.resolve("other.asc"));

        PinnedKeys all = PinnedKeys.read(List.of("key.asc", "other.asc", PinnedKeys.OWN), directory);

        assertThat(all.fingerprints())
                .contains(keys.fingerprints().get(0))
                .contains(
                        "ABAF11C65A2970B130ABE3C479BE3E4300411886",
                        "647F28654894E3BD457199BE38DBBDC86092693E",
                        "E27E5D8A3403A2EF66873BBCDEA66FF797772CDC",
                        "AC2B29BD34A6AFDDB3F68F35E7BFC8EC95861109");
    }

    @Test
    void aFileWithoutKeysIsNamed() throws IOException {
        Files.writeString(directory.resolve("empty.asc"), "nothing\n");

        for (String file : List.of("empty.asc", "absent.asc")) {
            assertThatThrownBy(() -> PinnedKeys.read(List.of(file), directory))
                    .isInstanceOf(UsageException.class)
                    .hasMessageContaining(file)
                    .hasMessageContaining("sources.kernel-org.keys");
        }
    }
}
