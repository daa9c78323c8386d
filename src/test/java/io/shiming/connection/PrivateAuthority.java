package io.shiming.connection;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority of one test, and servers on loopback that it vouches for, rightly or not. */
public final class PrivateAuthority {
    private static final char[] PASSWORD = "only-for-this-test-run".toCharArray();
    private static final X500Name NAME = new X500Name("CN=private authority");

    private final KeyPair keys = keyPair();
    private final X509Certificate own;

    public PrivateAuthority() {
        own = issued(NAME, keys, null, Duration.ofDays(-1), Duration.ofDays(1));
    }

    /** Its own certificate as a PEM file. */
    public Path pem(Path directory) throws IOException, GeneralSecurityException {
        var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(own.getEncoded());
        return Files.writeString(
                directory.resolve("authority.pem"),
                "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
    }

    /** A server for this address of loopback, whose certificate is valid for a day from now. */
    public HttpsServer server(String address) throws IOException, GeneralSecurityException {
        return server(address, Duration.ofDays(-1), Duration.ofDays(1));
    }

    /** The same with a certificate that is valid between these two, counted from now. */
    public HttpsServer server(String address, Duration from, Duration until)
            throws IOException, GeneralSecurityException {
        var pair = keyPair();
        var names = new GeneralNames(new GeneralName(GeneralName.iPAddress, address));
        var certificate = issued(new X500Name("CN=server"), pair, names, from, until);
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", pair.getPrivate(), PASSWORD, new Certificate[] {certificate, own});
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        var server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return server;
    }

    private X509Certificate issued(
            X500Name holder, KeyPair pair, @Nullable GeneralNames names, Duration from, Duration until) {
        var now = Instant.now();
        try {
            var builder = new JcaX509v3CertificateBuilder(
                    NAME,
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.plus(from)),
                    Date.from(now.plus(until)),
                    holder,
                    pair.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(names == null));
            if (names != null) builder.addExtension(Extension.subjectAlternativeName, false, names);
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
