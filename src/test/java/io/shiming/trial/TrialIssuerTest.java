package io.shiming.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialIssuerTest {
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final Path directory;
    private final TrialIssuer issuer;
    private final HttpClient client = HttpClient.newHttpClient();

    TrialIssuerTest(@TempDir Path directory) {
        this.directory = directory;
        this.issuer = TrialIssuer.start(directory, 0, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    @AfterEach
    void stop() {
        issuer.close();
    }

    @Test
    void aClerksTokenVerifiesAgainstThePublishedKeyAndSaysWhereTheClerkStands() throws Exception {
        // When
        JwtClaims claims = verified(get("/token?user=clerk-1").body());
        // Then
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("clerk");
        assertThat(claims.getClaimValue("operator", Long.class)).isEqualTo(1);
        assertThat(claims.getStringClaimValue("dealer")).isEqualTo("D-100");
        assertThat(claims.getStringClaimValue("store")).isEqualTo("S-101");
        assertThat(claims.getStringClaimValue("terminal")).isEqualTo("T-1");
        assertThat(claims.getStringClaimValue("client_id")).isEqualTo("harbour-telecom-pos");
        assertThat(claims.getJwtId()).isNotBlank();
        assertThat(claims.getSubject()).isNotEqualTo("clerk-1").doesNotContainPattern("[0-9]{11}");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isLessThanOrEqualTo(15 * 60);
    }

    @Test
    void anOfficeUserStandsInNoStore() throws Exception {
        JwtClaims claims = verified(get("/token?user=auditor-1-ridge").body());
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("auditor");
        assertThat(claims.getClaimValue("operator", Long.class)).isEqualTo(2);
        assertThat(claims.hasClaim("dealer")).isFalse();
    }

    @Test
    void everyRoleHasADemoUserAtBothOperators() throws Exception {
        Set<String> pairs = DemoUser.ALL.stream()
                .map(user -> user.operator() + " " + user.role())
                .collect(Collectors.toSet());
        assertThat(pairs).hasSize(2 * 12);
        assertThat(get("/users").body())
                .contains(DemoUser.ALL.stream().map(DemoUser::name).toList());
    }

    @Test
    void aFormGetsATokenToo() throws Exception {
        var request = HttpRequest.newBuilder(issuer.address().resolve("/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("user=officer-1"))
                .build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        assertThat(answer.body()).contains("\"access_token\":\"ey").contains("\"expires_in\":900");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    void anUnknownUserGetsNoToken() throws Exception {
        assertThat(get("/token?user=unknown").statusCode()).isEqualTo(404);
        assertThat(get("/token").statusCode()).isEqualTo(404);
    }

    @Test
    void thePrivateKeyIsNotPublished() throws Exception {
        assertThat(get("/jwks").body()).contains("\"kty\":\"EC\"").doesNotContain("\"d\"");
    }

    @Test
    void theKeyIsTheSameAfterARestart() throws Exception {
        String before = get("/jwks").body();
        issuer.close();
        try (var again = TrialIssuer.start(directory, 0, Clock.systemUTC())) {
            assertThat(client.send(
                                    HttpRequest.newBuilder(again.address().resolve("/jwks"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"expired", "audience", "forged", "type", "without exp"})
    void anOddTokenDoesNotVerify(String kind) throws Exception {
        var draft = issuer.tokens().of("clerk-1");
        String token =
                switch (kind) {
                    case "expired" -> draft.expired().mint();
                    case "audience" -> draft.with("aud", "another-person").mint();
                    case "forged" -> draft.forged().mint();
                    case "type" -> draft.typed("JWT").mint();
                    default -> draft.without("exp").mint();
                };
        assertThatThrownBy(() -> verified(token)).isInstanceOf(InvalidJwtException.class);
    }

    @Test
    void aTokenCanBeGivenAnotherRole() throws Exception {
        String token =
                issuer.tokens().of("clerk-1").with("groups", List.of("auditor")).mint();
        assertThat(verified(token).getStringListClaimValue("groups")).containsExactly("auditor");
    }

    private JwtClaims verified(String token) throws Exception {
        var keys = new JsonWebKeySet(get("/jwks").body()).getJsonWebKeys();
        JwtConsumer consumer = new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys))
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, "ES256")
                .setExpectedIssuer(issuer.address().toString())
                .setExpectedAudience("shiming")
                .setExpectedType(true, "at+jwt")
                .setRequireExpirationTime()
                .setRequireSubject()
                .setEvaluationTime(NumericDate.fromSeconds(NOW.getEpochSecond()))
                .build();
        return consumer.processToClaims(token);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(issuer.address() + path)).build(), BodyHandlers.ofString());
    }
}
