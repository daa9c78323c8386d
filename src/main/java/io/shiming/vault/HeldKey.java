package io.shiming.vault;

/** An operator's key, unwrapped. It lives as long as the process that needs it. */
final class HeldKey {
    final int version;
    final Suite suite;
    final KeyState state;
    private final byte[] bytes;

    HeldKey(int version, Suite suite, KeyState state, byte[] owned) {
        this.version = version;
        this.suite = suite;
        this.state = state;
        this.bytes = owned;
    }

    /** The same key in the state that the keyring gives it now. */
    HeldKey in(KeyState now) {
        return now == state ? this : new HeldKey(version, suite, now, bytes);
    }

    byte[] encrypt(byte[] plain, byte[] context) {
        return Failing.loudly(() -> suite.primitives().encrypt(bytes, plain, context));
    }

    byte[] decrypt(byte[] sealed, byte[] context) {
        return Failing.asUnopenable(() -> suite.primitives().decrypt(bytes, sealed, context));
    }

    byte[] mac(byte[] message) {
        return Failing.loudly(() -> suite.primitives().mac(bytes, message));
    }

    @Override
    public String toString() {
        return "HeldKey[withheld]";
    }
}
