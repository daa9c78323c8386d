package io.shiming.access;

/**
 * An Idempotency-Key as it is kept: a keyed digest of the client, the store and the key. The key itself is never stored,
 * because a client may put anything into it. See {@link IdempotencyKeys}.
 */
public final class IdempotencyKey {
    private final byte[] digest;

    IdempotencyKey(byte[] digest) {
        this.digest = digest;
    }

    /** 32 bytes, unique for one key of one client at one store. */
    public byte[] bytes() {
        return digest;
    }
}
