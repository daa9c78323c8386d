package io.shiming.vault.kms.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;

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
 * A SoftHSM2 token with one key, made once, in the build's folder. SoftHSM2 reads the path of its settings from the
 * environment of the process, SOFTHSM2_CONF; the build sets it.
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
        String settings = System.getenv("SOFTHSM2_CONF");
        if (library.isEmpty() || settings == null) {
            LOG.warning("SKIPPED: the PKCS#11 root key was NOT tested; install the package softhsm2");
            return Optional.empty();
        }
        try {
            initialise(library.get(), Path.of(settings));
            return Optional.of(new SoftToken(library.get()));
        } catch (IOException | GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException("softhsm2 is there but does not work", e);
        }
    }

    private static void initialise(String library, Path settings) throws IOException, InterruptedException {
        Path tokens = settings.resolveSibling("tokens");
        if (Files.exists(tokens)) {
            return; // an earlier run made it
        }
        Files.createDirectories(tokens);
        Files.writeString(settings, "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
        var tool = System.getProperty("shiming.test.softhsm-util", "softhsm2-util");
        var made = new ProcessBuilder(
                        tool,
                        "--module",
                        library,
                        "--init-token",
                        "--free",
                        "--label",
                        "shiming",
                        "--pin",
                        PIN,
                        "--so-pin",
                        PIN)
                .redirectErrorStream(true)
                .start();
        String said = new String(made.getInputStream().readAllBytes(), UTF_8);
        if (made.waitFor() != 0) {
            throw new IOException(said);
        }
    }

    RootKey root() {
        return new TokenRootKey(library, 0, PIN);
    }

    Key key() throws GeneralSecurityException {
        return store.getKey(KeyStoreWrapping.NAME + 1, null);
    }
}
