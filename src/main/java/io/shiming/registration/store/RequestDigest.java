package io.shiming.registration.store;

/** A keyed digest of a request: tells whether two are the same, and nothing else about either. */
public final class RequestDigest {
    private final byte[] bytes;

    public RequestDigest(byte[] bytes) {
        this.bytes = bytes;
    }

    public byte[] bytes() {
        return bytes;
    }
}
