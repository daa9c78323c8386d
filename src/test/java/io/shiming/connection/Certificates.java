package io.shiming.connection;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys and certificates of one test run, made by the JDK's keytool in a directory that is thrown away: the service's
 * own, and those of trusted holders. Each is self-signed, which is its own authority.
 */
public final class Certificates {
    private static final String PASSWORD = "only-for-this-test-run";
    private static final String SERVICE = "service";
    private static final String TRUSTED = "trusted";

    private final Path directory;

    private Certificates(Path directory) {
        this.directory = directory;
    }

    /** Makes them, and one for each holder. */
    public static Certificates make(Path directory, String... holders) {
        var made = new Certificates(directory);
        try {
            var all = new ArrayList<>(List.of(holders));
            all.add(SERVICE);
            var running = new ArrayList<Process>();
            for (String name : all) running.add(made.keytool(name));
            for (Process each : running) {
                if (!each.waitFor(60, TimeUnit.SECONDS) || each.exitValue() != 0) {
                    throw new IllegalStateException("keytool made no key");
                }
            }
            made.trust(holders);
            return made;
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those that were made there, in another process or by another class. */
    public static Certificates madeIn(Path directory) {
        return new Certificates(directory);
    }

    /** What a service needs to be told to use them. */
    public Map<String, String> settings() {
        var certificate = "quarkus.http.ssl.certificate.";
        return Map.of(
                certificate + "key-store-file",
                store(SERVICE).toString(),
                certificate + "key-store-password",
                PASSWORD,
                certificate + "trust-store-file",
                store(TRUSTED).toString(),
                certificate + "trust-store-password",
                PASSWORD);
    }

    /** RFC 8705 section 3.1. */
    public String thumbprint(String holder) {
        try {
            var encoded = read(holder).getCertificate(holder).getEncoded();
            var digest = MessageDigest.getInstance("SHA-256").digest(encoded);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client with connections of its own, who shows this certificate, or with none of these names no certificate. */
    public HttpClient client(String... holder) {
        try {
            var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            var own = holder.length == 0 ? null : read(holder[0]);
            keys.init(own, PASSWORD.toCharArray());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(read(SERVICE));
            var context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Process keytool(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store(name).toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private void trust(String... holders) throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        for (String holder : Arrays.asList(holders)) {
            trusted.setCertificateEntry(holder, read(holder).getCertificate(holder));
        }
        try (var out = Files.newOutputStream(store(TRUSTED))) {
            trusted.store(out, PASSWORD.toCharArray());
        }
    }

    private KeyStore read(String name) {
        try {
            return KeyStore.getInstance(store(name).toFile(), PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path store(String name) {
        return directory.resolve(name + ".p12");
    }
}
