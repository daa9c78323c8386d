package io.shiming.access.gate;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.shiming.fixture.ApiCaller;
import io.shiming.fixture.ApiCallers;
import io.shiming.fixture.RegistrationForms;
import io.shiming.fixture.TestClock;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A token that is not wholly right is none, and the answer does not say what was wrong. */
@QuarkusTest
class TokensTest {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();

    @Inject
    ApiCallers callers;

    @Inject
    TestClock clock;

    @ConfigProperty(name = "mp.jwt.verify.publickey.location")
    String keys;

    /** A name for the report, and how to bend a clerk's token. */
    record Bent(String how, Function<ApiCallers, String> token) {
        @Override
        public String toString() {
            return how;
        }
    }

    static Stream<Bent> bentTokens() {
        var now = Instant.now();
        return Stream.of(
                new Bent("expired", c -> c.draft("auditor-1").expired().mint()),
                new Bent("expired beyond the tolerated skew", c -> c.draft("auditor-1")
                        .valid(now.minus(Duration.ofMinutes(10)), now.minusSeconds(90))
                        .mint()),
                new Bent("of another issuer", c -> c.draft("auditor-1")
                        .with("iss", "http://127.0.0.1:1")
                        .mint()),
                new Bent(
                        "without an issuer",
                        c -> c.draft("auditor-1").without("iss").mint()),
                new Bent(
                        "for another audience",
                        c -> c.draft("auditor-1").with("aud", "other").mint()),
                new Bent(
                        "without an audience",
                        c -> c.draft("auditor-1").without("aud").mint()),
                new Bent(
                        "without an end",
                        c -> c.draft("auditor-1").without("exp").mint()),
                new Bent(
                        "that is an ID token",
                        c -> c.draft("auditor-1").typed("JWT").mint()),
                new Bent("of no type", c -> c.draft("auditor-1").typed("").mint()),
                new Bent("that is not valid yet", c -> c.draft("auditor-1")
                        .with("nbf", now.plusSeconds(120).getEpochSecond())
                        .mint()),
                new Bent("that lives for sixteen minutes", c -> c.draft("auditor-1")
                        .valid(now, now.plusSeconds(960))
                        .mint()),
                new Bent("with a path as key id", c -> c.draft("auditor-1")
                        .header("kid", "../../etc/passwd")
                        .mint()),
                new Bent("with an address as key id", c -> c.draft("auditor-1")
                        .header("kid", "http://127.0.0.1:1/key")
                        .mint()),
                new Bent(
                        "that must be understood",
                        c -> c.draft("auditor-1").header("crit", List.of("exp")).mint()),
                new Bent("with the address of its own keys", c -> c.draft("auditor-1")
                        .header("jku", "http://127.0.0.1:1/jwks")
                        .forged()
                        .mint()),
                new Bent("with the address of its own certificate", c -> c.draft("auditor-1")
                        .header("x5u", "http://127.0.0.1:1/cert")
                        .forged()
                        .mint()),
                new Bent("of nine kilobytes", c -> c.draft("auditor-1")
                        .with("padding", "x".repeat(6_600))
                        .mint()),
                new Bent(
                        "with two signatures",
                        c -> twiceSigned(c.draft("auditor-1").mint())),
                new Bent(
                        "signed with another key",
                        c -> c.draft("auditor-1").forged().mint()),
                new Bent("of a clerk and auditor", c -> c.draft("auditor-1")
                        .with("groups", List.of("auditor", "clerk"))
                        .mint()),
                new Bent("of a warrant's officer and approver", c -> c.draft("warrant-1")
                        .with("groups", List.of("warrant_officer", "warrant_approver"))
                        .mint()),
                new Bent("of a custodian and administrator", c -> c.draft("custodian-1")
                        .with("groups", List.of("key_custodian", "administrator"))
                        .mint()),
                new Bent("of a role twice with another between", c -> c.draft("auditor-1")
                        .with("groups", List.of("auditor", "reviewer", "auditor"))
                        .mint()),
                new Bent(
                        "with no role",
                        c -> c.draft("auditor-1").without("groups").mint()),
                new Bent("with an unknown role", c -> c.draft("auditor-1")
                        .with("groups", List.of("root"))
                        .mint()),
                new Bent(
                        "without an operator",
                        c -> c.draft("auditor-1").without("operator").mint()),
                new Bent(
                        "with operator 0",
                        c -> c.draft("auditor-1").with("operator", 0).mint()),
                new Bent("with a list of operators", c -> c.draft("auditor-1")
                        .with("operator", List.of(1, 2))
                        .mint()),
                new Bent(
                        "without a client",
                        c -> c.draft("auditor-1").without("client_id").mint()),
                new Bent(
                        "without a subject",
                        c -> c.draft("auditor-1").without("sub").mint()),
                new Bent(
                        "with a line break in the subject",
                        c -> c.draft("auditor-1").with("sub", "a\nb").mint()),
                new Bent(
                        "with bits after the end of its signature (C1)",
                        c -> unclean(c.draft("auditor-1").mint())),
                new Bent(
                        "with its payload changed",
                        c -> changed(c.draft("auditor-1").mint())));
    }

    private static String twiceSigned(String token) {
        var parts = token.split("\\.", -1);
        var one = "{\"protected\":\"" + parts[0] + "\",\"signature\":\"" + parts[2] + "\"}";
        return "{\"payload\":\"" + parts[1] + "\",\"signatures\":[" + one + "," + one + "]}";
    }

    /** 64 bytes leave four bits of the last character unused: here they are not zero. */
    private static String unclean(String token) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1));
        return token.substring(0, token.length() - 1) + alphabet.charAt(last | 1);
    }

    private static String changed(String token) {
        var parts = token.split("\\.", -1);
        var payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        return parts[0] + "." + encoded(payload.replace("auditor", "privacy_officer")) + "." + parts[2];
    }

    @ParameterizedTest
    @MethodSource("bentTokens")
    void alteredTokenIsRefused(Bent bent) {
        mustBeNone(bent.token.apply(callers));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "a.b.c", "null", "eyJhbGciOiJub25lIn0.e30."})
    void garbageIsNoToken(String garbage) {
        mustBeNone(garbage);
    }

    @Test
    void aTokenWithoutASignatureIsNone() {
        var payload = callers.draft("auditor-1").mint().split("\\.", -1)[1];
        mustBeNone(encoded("{\"alg\":\"none\",\"typ\":\"at+jwt\"}") + "." + payload + ".");
    }

    @Test
    void aTokenThatUsesThePublicKeyAsASharedSecretIsNone() throws GeneralSecurityException {
        var jwks = RestAssured.get(keys).asString();
        var payload = callers.draft("auditor-1").mint().split("\\.", -1)[1];
        var signed = encoded("{\"alg\":\"HS256\",\"typ\":\"at+jwt\"}") + "." + payload;
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(jwks.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mustBeNone(signed + "." + URL.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void anotherSchemeThanBearerIsNoToken() {
        for (var header : Map.of(
                        "Basic",
                        "Basic YTpi",
                        "bare",
                        callers.draft("auditor-1").mint())
                .values()) {
            ApiCaller.anonymous()
                    .with("Authorization", header)
                    .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                    .mustRefuse(401, "UNAUTHENTICATED");
        }
    }

    @Test
    void unalteredTokenIsAccepted() {
        new ApiCaller(callers.draft("auditor-1").mint())
                .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                .mustRefuse(404, "NOT_FOUND");
    }

    @Test
    void aKnownTokenStopsAtItsEnd() {
        // Given
        var known = new ApiCaller(callers.draft("auditor-1").mint());
        known.lookUp(RegistrationForms.audit(RegistrationForms.mobile())).mustRefuse(404, "NOT_FOUND");
        try {
            // When
            clock.moveBy(Duration.ofMinutes(17));
            // Then
            known.lookUp(RegistrationForms.audit(RegistrationForms.mobile())).mustRefuse(401, "UNAUTHENTICATED");
        } finally {
            clock.beRight();
        }
    }

    private static void mustBeNone(String token) {
        new ApiCaller(token)
                .lookUp(RegistrationForms.audit(RegistrationForms.mobile()))
                .mustRefuse(401, "UNAUTHENTICATED");
    }

    private static String encoded(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
