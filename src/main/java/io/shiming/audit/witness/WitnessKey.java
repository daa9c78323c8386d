package io.shiming.audit.witness;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.note.CosignerKey;
import io.shiming.audit.note.SignedNote;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Set;

/** The witness's own key, in a file that only its owner may read; made once, at the first start. */
final class WitnessKey {
    private final CosignerKey publicKey;
    private final Ed25519Sign signer;

    private WitnessKey(String name, byte[] seed) throws GeneralSecurityException {
        var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
        this.publicKey = CosignerKey.of(name, pair.getPublicKey());
        this.signer = new Ed25519Sign(pair.getPrivateKey());
    }

    static WitnessKey in(Path directory, String name) throws IOException {
        var file = directory.resolve("witness.key");
        try {
            if (!Files.exists(file)) create(file);
            return new WitnessKey(name, Files.readAllBytes(file));
        } catch (GeneralSecurityException e) {
            throw new IOException("the witness's key cannot be used", e);
        }
    }

    CosignerKey publicKey() {
        return publicKey;
    }

    String cosign(SignedNote checkpoint, Instant time) {
        return publicKey.cosign(checkpoint, time, message -> {
            try {
                return signer.sign(message);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("Ed25519 signs every message", e);
            }
        });
    }

    private static void create(Path file) throws IOException, GeneralSecurityException {
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        var fresh = file.resolveSibling("witness.key.new");
        Files.deleteIfExists(fresh);
        try (var channel = FileChannel.open(fresh, options, ownerOnly)) {
            channel.write(ByteBuffer.wrap(Ed25519Sign.KeyPair.newKeyPair().getPrivateKey()));
            channel.force(true);
        }
        Files.move(fresh, file);
    }
}
