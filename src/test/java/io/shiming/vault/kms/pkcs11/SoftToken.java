package io.shiming.vault.kms.pkcs11;

import io.shiming.vault.RootKey;
import io.shiming.vault.kms.KeyStoreWrapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Security;
import java.util.Optional;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A SoftHSM2 token with one key, made once. SoftHSM2 reads its configuration's path from the environment of the process
 * (SOFTHSM2_CONF) or from the home folder, so the test starts only if one of them is there.
 */
final class SoftToken {
    private static final Logger LOG = Logger.getLogger(SoftToken.class.getName());
    private static final String PIN = "1234";
    private static @Nullable SoftToken made;

    private final String library;
    private final KeyStore store;

    private SoftToken(String library) throws IOException, GeneralSecurityException {
        this.library = library;
        var token = Security.getProvider("SunPKCS11")
                .configure("--name=test-maker\nlibrary=" + library
                        + "\nslotListIndex=0\nattributes(*,CKO_SECRET_KEY,*)={\nCKA_TOKEN=true\nCKA_SENSITIVE=true\n"
                        + "CKA_EXTRACTABLE=false\nCKA_ENCRYPT=true\nCKA_DECRYPT=true\n}\n");
        store = KeyStore.getInstance("PKCS11", token);
        store.load(null, PIN.toCharArray());
        if (!store.containsAlias(KeyStoreWrapping.NAME + 1)) {
            var generator = KeyGenerator.getInstance("AES", token);
            generator.init(256);
            store.setKeyEntry(KeyStoreWrapping.NAME + 1, generator.generateKey(), null, null);
        }
    }

    /** The token; the test is skipped, loudly, where there is none. */
    static synchronized SoftToken orSkip() {
        if (made == null) {
            made = make().orElse(null);
        }
        Assumptions.assumeTrue(made != null, "softhsm2 is missing");
        return java.util.Objects.requireNonNull(made);
    }

    private static Optional<SoftToken> make() {
        var library = Stream.of(
                        System.getProperty("shiming.test.softhsm", "/usr/lib/softhsm/libsofthsm2.so"),
                        "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
                        "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so")
                .filter(path -> Files.exists(Path.of(path)))
                .findFirst();
        if (library.isEmpty() || System.getenv("SOFTHSM2_CONF") == null) {
            LOG.warning("SKIPPED: the PKCS#11 root key was NOT tested; install softhsm2, make a token in slot 0 with"
                    + " softhsm2-util --init-token --free --label shiming --pin " + PIN + " --so-pin " + PIN
                    + ", and set SOFTHSM2_CONF");
            return Optional.empty();
        }
        try {
            return Optional.of(new SoftToken(library.get()));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("softhsm2 is there but does not work", e);
        }
    }

    RootKey root() {
        return new TokenRootKey(library, 0, PIN);
    }

    Key key() throws GeneralSecurityException {
        return store.getKey(KeyStoreWrapping.NAME + 1, null);
    }
}
