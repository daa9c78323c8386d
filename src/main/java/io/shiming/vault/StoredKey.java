package io.shiming.vault;

import io.shiming.vault.suite.Framing;
import io.shiming.vault.suite.Suite;

/** A wrapped key as the keyring holds it. */
final class StoredKey {
    final int operator;
    final KeyKind kind;
    final int version;
    final Suite suite;
    final KeyState state;
    final byte[] wrapped;

    StoredKey(int operator, KeyKind kind, int version, Suite suite, KeyState state, byte[] wrapped) {
        this.operator = operator;
        this.kind = kind;
        this.version = version;
        this.suite = suite;
        this.state = state;
        this.wrapped = wrapped;
    }

    /** What the wrapping is bound to: the key of one operator cannot be passed off as another's. */
    static byte[] context(int operator, KeyKind kind, int version, Suite suite) {
        return new Framing()
                .add("shiming/root/1")
                .add(kind.name())
                .add(operator)
                .add(version)
                .add(suite.number())
                .bytes();
    }

    byte[] context() {
        return context(operator, kind, version, suite);
    }

    @Override
    public String toString() {
        return "StoredKey[" + operator + " " + kind + " v" + version + " " + state + "]";
    }
}
