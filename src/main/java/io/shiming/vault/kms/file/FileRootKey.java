package io.shiming.vault.kms.file;

import io.quarkus.arc.lookup.LookupIfProperty;
import io.shiming.vault.RootKey;
import io.shiming.vault.VaultConfig;
import io.shiming.vault.kms.KeyStoreWrapping;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;

/** The root key in a PKCS#12 file. Production refuses it unless it is expressly allowed. */
@ApplicationScoped
@LookupIfProperty(name = "shiming.vault.root-key.provider", stringValue = "file")
class FileRootKey implements RootKey {
    private final KeyStoreWrapping wrapping;

    @Inject
    FileRootKey(VaultConfig config) {
        this(
                Path.of(config.rootKey().file().orElseThrow(() -> missing("file"))),
                config.rootKey().password().orElseThrow(() -> missing("password")),
                config.rootKey().createIfMissing());
    }

    FileRootKey(Path file, String password, boolean createIfMissing) {
        char[] secret = password.toCharArray();
        this.wrapping = new KeyStoreWrapping(KeyFile.open(file, secret, createIfMissing), secret, null);
    }

    @Override
    public String provider() {
        return "file";
    }

    @Override
    public byte[] wrap(byte[] key, byte[] context) {
        return wrapping.wrap(key, context);
    }

    @Override
    public byte[] unwrap(byte[] wrapped, byte[] context) {
        return wrapping.unwrap(wrapped, context);
    }

    private static IllegalStateException missing(String setting) {
        return new IllegalStateException("shiming.vault.root-key." + setting + " is not set");
    }
}
