package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiming.access.Role;
import io.shiming.peer.KeyPlace;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeys;
import io.shiming.peer.PeerTrust;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real Keycloak issued for the realm of deploy/keycloak, see its try.sh. */
@EnabledIfSystemProperty(named = "keycloak.tokens", matches = ".+")
class KeycloakTokensTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("keycloak.tokens", ""));

    private static final String ISSUER = "https://127.0.0.1:18443/realms/shiming";

    @ParameterizedTest
    @Tag("case-E10")
    @CsvSource({
        "clerk-1, CLERK, pos",
        "manager-1, STORE_MANAGER, pos",
        "provisioning, PROVISIONING, provisioning",
        "support-1, OPERATOR_SUPPORT, office-browser",
        "reviewer-1, REVIEWER, office-browser",
        "auditor-1, AUDITOR, office-browser",
        "officer-1, PRIVACY_OFFICER, office-browser",
        "warrant-1, WARRANT_OFFICER, office-browser",
        "approver-1, WARRANT_APPROVER, office-browser",
        "regulator-1, REGULATOR, office-browser",
        "custodian-1, KEY_CUSTODIAN, office-browser",
        "admin-1, ADMINISTRATOR, office-browser"
    })
    void itsTokensAreOurs(String name, Role role, String client) throws Exception {
        // Given: keys over TLS, from a server whose certificate a private authority issued
        var keys = new PeerKeys(
                Peer.ISSUER,
                new KeyPlace(ISSUER + "/protocol/openid-connect/certs"),
                PeerTrust.of(List.of(DIRECTORY.resolve("ca.pem"))),
                Duration.ofHours(1),
                Clock.systemUTC());
        var pinned = new JWTAuthContextInfo();
        pinned.setIssuedBy(ISSUER);
        pinned.setExpectedAudience(Set.of("shiming"));
        pinned.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        var token = new VerifiedTokens(Clock.systemUTC(), keys)
                .parse(Files.readString(DIRECTORY.resolve(name + ".jwt")).strip(), pinned);
        // When
        var actor = TokenClaims.actorOf(token, null);
        // Then
        assertThat(actor.part()).isEqualTo(role);
        assertThat(actor.operator()).isEqualTo(1);
        assertThat(actor.client()).isEqualTo(client);
        assertThat(actor.storeCode()).isEqualTo(client.equals("pos") ? "S-101" : null);
        assertThat(actor.unit() != null).isEqualTo(name.matches("(warrant|approver|officer|custodian)-1"));
        if (!client.startsWith("office")) {
            SenderConstraint.mustConfirm(true, TokenConfirmation.of(token.getClaim("cnf")), role, certificate(client));
        }
    }

    /** What a connection of this client shows. */
    private static Certificate certificate(String client) throws Exception {
        try (var in = Files.newInputStream(DIRECTORY.resolve(client + ".pem"))) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }
}
