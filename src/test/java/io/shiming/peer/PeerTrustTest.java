package io.shiming.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsServer;
import io.shiming.connection.PrivateAuthority;
import io.shiming.peer.Unusable.Reason;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real TLS on loopback with certificates of an authority that no JVM knows. */
@Tag("case-E11")
class PeerTrustTest {
    private static final String LOOPBACK = "127.0.0.1";

    private final PrivateAuthority authority = new PrivateAuthority();
    private final List<HttpsServer> servers = new ArrayList<>();
    private final Path pem;

    PeerTrustTest(@TempDir Path directory) throws Exception {
        pem = authority.pem(directory);
    }

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void aPrivateAuthorityIsTrustedWhereItIsConfigured() throws Exception {
        assertThat(wire(PeerTrust.of(List.of(pem))).get(address(authority.server(LOOPBACK))))
                .isEqualTo("good");
    }

    @Test
    void elsewhereItIsNamedAndNotTakenForADeadHost() throws Exception {
        assertThat(refusal(PeerTrust.system(), authority.server(LOOPBACK))).isEqualTo(Reason.TLS_UNTRUSTED);
    }

    @Test
    void anotherAuthorityThanTheConfiguredOneIsNotTrusted() throws Exception {
        assertThat(refusal(PeerTrust.of(List.of(pem)), new PrivateAuthority().server(LOOPBACK)))
                .isEqualTo(Reason.TLS_UNTRUSTED);
    }

    @Test
    void aCertificateThatIsOverIsNamed() throws Exception {
        assertThat(refusal(
                        PeerTrust.of(List.of(pem)),
                        authority.server(LOOPBACK, Duration.ofHours(-20), Duration.ofHours(-1))))
                .isEqualTo(Reason.TLS_EXPIRED);
    }

    @Test
    void aCertificateForAnotherNameIsNamed() throws Exception {
        assertThat(refusal(PeerTrust.of(List.of(pem)), authority.server("192.0.2.1")))
                .isEqualTo(Reason.TLS_NAME);
    }

    @Test
    void aFileWithoutACertificateIsNoTrust(@TempDir Path directory) throws Exception {
        var empty = Files.writeString(directory.resolve("empty.pem"), "");
        assertThat(PeerTrust.of(List.of(empty)).readable()).isFalse();
        assertThat(PeerTrust.of(List.of(directory.resolve("missing.pem"))).readable())
                .isFalse();
        assertThat(PeerTrust.of(List.of(pem)).readable()).isTrue();
    }

    private Reason refusal(PeerTrust trust, HttpsServer server) {
        var address = address(server);
        return catchThrowableOfType(Unusable.class, () -> wire(trust).get(address))
                .reason();
    }

    private URI address(HttpsServer server) {
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 4);
                exchange.getResponseBody().write(new byte[] {'g', 'o', 'o', 'd'});
            }
        });
        server.start();
        servers.add(server);
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private static Wire wire(PeerTrust trust) {
        return new Wire(Duration.ofSeconds(10), trust);
    }
}
