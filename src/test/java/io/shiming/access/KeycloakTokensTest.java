package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real Keycloak issued for the realm of deploy/keycloak, see its try.sh. */
@EnabledIfSystemProperty(named = "keycloak.tokens", matches = ".+")
class KeycloakTokensTest {
    private static final Path DIRECTORY = Path.of(System.getProperty("keycloak.tokens", ""));

    @ParameterizedTest
    @CsvSource({
        "clerk-1, CLERK",
        "manager-1, STORE_MANAGER",
        "support-1, OPERATOR_SUPPORT",
        "reviewer-1, REVIEWER",
        "provisioning-1, PROVISIONING",
        "auditor-1, AUDITOR",
        "officer-1, PRIVACY_OFFICER",
        "warrant-1, WARRANT_OFFICER",
        "approver-1, WARRANT_APPROVER",
        "regulator-1, REGULATOR",
        "custodian-1, KEY_CUSTODIAN",
        "admin-1, ADMINISTRATOR"
    })
    void itsTokensAreOurs(String user, Role role) throws IOException, ParseException {
        // Given
        var pinned = new JWTAuthContextInfo();
        pinned.setPublicKeyContent(Files.readString(DIRECTORY.resolve("jwks.json")));
        pinned.setIssuedBy("http://127.0.0.1:18180/realms/shiming");
        pinned.setExpectedAudience(Set.of("shiming"));
        pinned.setSignatureAlgorithm(Set.of(SignatureAlgorithm.ES256));
        var token = Files.readString(DIRECTORY.resolve(user + ".jwt")).strip();
        // When
        var actor = Tokens.actorOf(new VerifiedTokens(Clock.systemUTC()).parse(token, pinned), null);
        // Then
        assertThat(actor.part()).isEqualTo(role);
        assertThat(actor.operator()).isEqualTo(1);
        assertThat(actor.client()).isEqualTo("office");
        assertThat(actor.storeCode()).isEqualTo(role == Role.CLERK || role == Role.STORE_MANAGER ? "S-101" : null);
        assertThat(actor.unit() != null).isEqualTo(user.matches("(warrant|approver|officer)-1"));
    }
}
