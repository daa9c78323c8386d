package io.shiming.vault;

import io.shiming.vault.suite.CryptoCalls;
import io.shiming.vault.suite.Primitives;
import io.shiming.vault.suite.Suite;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** An operator's key, unwrapped, and how often it was used. It lives as long as the process that needs it. */
final class HeldKey {
    final int version;
    final Suite suite;
    final KeyState state;
    private final byte[] bytes;
    private final KeyUse use;
    private volatile Primitives.@Nullable Keyed cipher; // made at its first use: most keys only make digests
    private volatile Primitives.@Nullable Digester digester;

    HeldKey(int version, Suite suite, KeyState state, byte[] owned) {
        this(version, suite, state, owned, new KeyUse());
    }

    HeldKey(int version, Suite suite, KeyState state, byte[] owned, KeyUse use) {
        this.version = version;
        this.suite = suite;
        this.state = state;
        this.bytes = owned;
        this.use = use;
    }

    /** The same key in the state that the keyring gives it now. */
    HeldKey in(KeyState now) {
        return now == state ? this : new HeldKey(version, suite, now, bytes, use);
    }

    byte[] encrypt(byte[] plain, byte[] context) {
        use.made.increment();
        return CryptoCalls.loudly(() -> cipher().encrypt(plain, context));
    }

    byte[] decrypt(byte[] sealed, byte[] context) {
        use.opened.increment();
        return CryptoCalls.asUnopenable(() -> cipher().decrypt(sealed, context));
    }

    byte[] mac(byte[] message) {
        use.made.increment();
        return CryptoCalls.loudly(() -> digester().mac(message));
    }

    private Primitives.Keyed cipher() throws GeneralSecurityException {
        var made = cipher;
        if (made == null) {
            made = suite.primitives().keyed(bytes);
            cipher = made;
        }
        return made;
    }

    private Primitives.Digester digester() throws GeneralSecurityException {
        var made = digester;
        if (made == null) {
            made = suite.primitives().digester(bytes);
            digester = made;
        }
        return made;
    }

    @Override
    public String toString() {
        return "HeldKey[withheld]";
    }
}
