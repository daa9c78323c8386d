package io.shiming.registration;

/** A keyed digest of a request: tells whether two are the same, and nothing else about either. */
final class Digest {
    private final byte[] bytes;

    Digest(byte[] bytes) {
        this.bytes = bytes;
    }

    byte[] bytes() {
        return bytes;
    }
}
