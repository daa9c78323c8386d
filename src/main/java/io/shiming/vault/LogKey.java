package io.shiming.vault;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.CheckpointSigner;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The audit log's Ed25519 key, wrapped by the root key. It is unwrapped with the first signature, so that a process that
 * never signs never holds it.
 */
@ApplicationScoped
class LogKey implements CheckpointSigner {
    private final LogKeys stored;
    private final GuardedRootKey root;
    private LogKeys.@Nullable Row row;
    private @Nullable Ed25519Sign signer;

    LogKey(LogKeys stored, GuardedRootKey root) {
        this.stored = stored;
        this.root = root;
    }

    @Override
    public byte[] publicKey() {
        return key().publicKey().clone();
    }

    @Override
    public byte[] sign(byte[] message) {
        return Failing.loudly(() -> signer().sign(message));
    }

    private synchronized Ed25519Sign signer() {
        if (signer == null) {
            signer = unwrap(key());
        }
        return signer;
    }

    /** A public key that is not this seed's was changed in the database: better no signature than one for it. */
    private Ed25519Sign unwrap(LogKeys.Row row) {
        byte[] seed = root.unwrap(row.wrapped(), context(row.version()));
        return Failing.asUnopenable(() -> {
            var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
            if (!MessageDigest.isEqual(pair.getPublicKey(), row.publicKey())) {
                throw new Unopenable();
            }
            var made = new Ed25519Sign(seed);
            Arrays.fill(seed, (byte) 0);
            return made;
        });
    }

    private synchronized LogKeys.Row key() {
        if (row == null) {
            row = stored.newest().orElseGet(this::first);
        }
        return row;
    }

    private LogKeys.Row first() {
        stored.add(fresh(root, 1));
        return stored.newest().orElseThrow(Unopenable::new);
    }

    private static LogKeys.Row fresh(GuardedRootKey root, int version) {
        return Failing.loudly(() -> {
            var pair = Ed25519Sign.KeyPair.newKeyPair();
            byte[] wrapped = root.wrap(pair.getPrivateKey(), context(version));
            return new LogKeys.Row(version, wrapped, pair.getPublicKey());
        });
    }

    /** What the wrapping is bound to. */
    static byte[] context(int version) {
        return new Framing().add("shiming/root/1").add("LOG").add(version).bytes();
    }
}
