package io.shiming.vault.kms.pkcs11;

import io.quarkus.arc.lookup.LookupIfProperty;
import io.shiming.vault.RootKey;
import io.shiming.vault.VaultConfig;
import io.shiming.vault.kms.KeyStoreWrapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;

/**
 * The root key in a PKCS#11 token. The keys are made with the token's own tools, labelled {@code shiming-root-1} and so
 * on, sensitive and not extractable; this class only uses them.
 *
 * <p>AES-GCM stands in for key wrapping: SunPKCS11 offers neither AES-KW nor AES-KWP, on JDK 17 as on 25.
 */
@ApplicationScoped
@LookupIfProperty(name = "shiming.vault.root-key.provider", stringValue = "pkcs11")
class TokenRootKey implements RootKey {
    private final KeyStoreWrapping wrapping;

    @Inject
    TokenRootKey(VaultConfig config) {
        this(
                config.rootKey().pkcs11().library().orElseThrow(() -> missing("library")),
                config.rootKey().pkcs11().slot(),
                config.rootKey().pkcs11().pin().orElseThrow(() -> missing("pin")));
    }

    TokenRootKey(String library, int slot, String pin) {
        try {
            Provider token = Security.getProvider("SunPKCS11").configure(settings(library, slot));
            var store = KeyStore.getInstance("PKCS11", token);
            store.load(null, pin.toCharArray());
            this.wrapping = new KeyStoreWrapping(store, null, token);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the token that holds the root key cannot be opened", e);
        }
    }

    @Override
    public String provider() {
        return "pkcs11";
    }

    @Override
    public byte[] wrap(byte[] key, byte[] context) {
        return wrapping.wrap(key, context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] context) {
        return wrapping.unwrap(wrapped, context);
    }

    // Two dashes: what follows is the configuration itself, not the name of a file (JDK PKCS#11 Reference Guide).
    private static String settings(String library, int slot) {
        return "--name=shiming-" + slot + "\nlibrary=" + library + "\nslotListIndex=" + slot + "\n";
    }

    private static IllegalStateException missing(String setting) {
        return new IllegalStateException("shiming.vault.root-key.pkcs11." + setting + " is not set");
    }
}
