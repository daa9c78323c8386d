package io.shiming.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.jspecify.annotations.Nullable;

/** Whose certificates a server must have: of the authorities in these files, or without files of the JVM's list. */
public final class PeerTrust {
    private static final PeerTrust SYSTEM = new PeerTrust(List.of());

    private final List<Path> files;
    private @Nullable TlsSocketStrategy strategy;

    private PeerTrust(List<Path> files) {
        this.files = files;
    }

    /** The JVM's list. */
    public static PeerTrust system() {
        return SYSTEM;
    }

    /** The certificates in these PEM files alone; of none: the JVM's list. */
    public static PeerTrust of(List<Path> files) {
        return files.isEmpty() ? SYSTEM : new PeerTrust(files);
    }

    /** Whether the files hold certificates. */
    boolean readable() {
        try {
            return files.isEmpty() || certificates().size() >= files.size();
        } catch (IOException | GeneralSecurityException e) {
            return false;
        }
    }

    /** Made where TLS is spoken for the first time: reading the JVM's list takes a quarter of a second. */
    synchronized TlsSocketStrategy strategy() {
        var made = strategy;
        if (made == null) {
            var builder = ClientTlsStrategyBuilder.create()
                    .useSystemProperties()
                    .setHostVerificationPolicy(HostnameVerificationPolicy.BUILTIN);
            made = (files.isEmpty() ? builder : builder.setSslContext(context())).buildClassic();
            strategy = made;
        }
        return made;
    }

    private SSLContext context() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (Certificate each : certificates()) {
                store.setCertificateEntry("ca-" + store.size(), each);
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("shiming.peers.trusted-certificates cannot be read");
        }
    }

    private List<Certificate> certificates() throws IOException, GeneralSecurityException {
        var all = new ArrayList<Certificate>();
        for (Path file : files) {
            try (var in = Files.newInputStream(file)) {
                all.addAll(CertificateFactory.getInstance("X.509").generateCertificates(in));
            }
        }
        return all;
    }
}
