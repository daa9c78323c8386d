package io.shiming.vault;

import com.google.crypto.tink.subtle.Ed25519Sign;
import io.shiming.audit.CheckpointSigner;
import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Framing;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The audit log's Ed25519 keys, wrapped by the root key: one, or two while the older is being replaced. A key is unwrapped
 * with its first signature, so that a process that never signs never holds it. That another instance made or retired a key
 * is noticed within the reload time.
 */
@ApplicationScoped
class LogKey implements CheckpointSigner {
    private final LogKeys logKeys;
    private final GuardedRootKey root;
    private final Duration reload;
    private final Clock clock;
    private List<OneKey> keys = List.of();
    private Instant known = Instant.MIN;

    LogKey(LogKeys logKeys, GuardedRootKey root, VaultConfig config, Clock clock) {
        this.logKeys = logKeys;
        this.root = root;
        this.reload = config.reload();
        this.clock = clock;
    }

    @Override
    public byte[] publicKey() {
        return keys().get(0).publicKey();
    }

    @Override
    public byte[] sign(byte[] message) {
        return keys().get(0).sign(message);
    }

    @Override
    public List<CheckpointSigner> together() {
        return List.copyOf(keys());
    }

    /** A key was made or retired here. */
    synchronized void lookAgain() {
        known = Instant.MIN;
    }

    private synchronized List<OneKey> keys() {
        var now = clock.instant();
        if (known.equals(Instant.MIN) || !now.isBefore(known.plus(reload))) {
            keys = rows().stream().map(this::held).toList();
            known = now;
        }
        return keys;
    }

    private List<LogKeys.Row> rows() {
        var rows = logKeys.live();
        if (!rows.isEmpty()) return rows;
        logKeys.add(fresh(root, 1));
        var first = logKeys.live();
        if (first.isEmpty()) throw new Unopenable();
        return first;
    }

    /** A key that is held already is not unwrapped again. */
    private OneKey held(LogKeys.Row row) {
        return keys.stream().filter(key -> key.isOf(row)).findFirst().orElseGet(() -> new OneKey(root, row));
    }

    static LogKeys.Row fresh(GuardedRootKey root, int version) {
        return CryptoCalls.loudly(() -> {
            var pair = Ed25519Sign.KeyPair.newKeyPair();
            byte[] wrapped = root.wrap(pair.getPrivateKey(), context(version));
            return new LogKeys.Row(version, wrapped, pair.getPublicKey());
        });
    }

    /** What the wrapping is bound to. */
    static byte[] context(int version) {
        return new Framing().add("shiming/root/1").add("LOG").add(version).bytes();
    }

    /** One of them. */
    private static final class OneKey implements CheckpointSigner {
        private final GuardedRootKey root;
        private final LogKeys.Row row;
        private @Nullable Ed25519Sign signer;

        OneKey(GuardedRootKey root, LogKeys.Row row) {
            this.root = root;
            this.row = row;
        }

        boolean isOf(LogKeys.Row other) {
            return row.version() == other.version() && MessageDigest.isEqual(row.publicKey(), other.publicKey());
        }

        @Override
        public byte[] publicKey() {
            return row.publicKey().clone();
        }

        @Override
        public byte[] sign(byte[] message) {
            return CryptoCalls.loudly(() -> signer().sign(message));
        }

        private synchronized Ed25519Sign signer() {
            if (signer == null) {
                signer = unwrap();
            }
            return signer;
        }

        /** A public key that is not this seed's was changed in the database: better no signature than one for it. */
        private Ed25519Sign unwrap() {
            byte[] seed = root.unwrap(row.wrapped(), context(row.version()));
            return CryptoCalls.asUnopenable(() -> {
                var pair = Ed25519Sign.KeyPair.newKeyPairFromSeed(seed);
                if (!MessageDigest.isEqual(pair.getPublicKey(), row.publicKey())) {
                    throw new Unopenable();
                }
                var made = new Ed25519Sign(seed);
                Arrays.fill(seed, (byte) 0);
                return made;
            });
        }
    }
}
