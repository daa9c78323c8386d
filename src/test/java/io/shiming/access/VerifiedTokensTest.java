package io.shiming.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedTokensTest {
    private static final String ISSUER = "https://login.example";
    private static final SigningKey KEY = SigningKey.of("ES256");

    private Instant now = Instant.now();
    private final VerifiedTokens tokens = new VerifiedTokens(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "EdDSA", "PS256"})
    void eachAlgorithmOfTheListIsTaken(String algorithm) {
        var key = SigningKey.of(algorithm);
        assertThatCode(() -> tokens.parse(key.token("", claims("")), pinned(key.jwks())))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS512"})
    void anotherAlgorithmOfTheRightKeyIsNot(String algorithm) {
        mustRefuse(KEY.raw("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}", claims("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"crit\":[\"exp\"]",
                ",\"crit\":[\"b64\"],\"b64\":true",
                ",\"typ\":\"at+jwt\"", // said twice
                ",\"kid\":\"k1\"",
                ",\"kid\":\"../../etc/passwd\"",
                ",\"kid\":7"
            })
    void anOddHeaderIsRefusedThoughTheSignatureIsRight(String more) {
        mustRefuse(KEY.token(more, claims("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "dpop+jwt", "at+jwt ", ""})
    void anotherTypeOfTokenIsRefused(String type) {
        mustRefuse(KEY.raw("{\"alg\":\"ES256\",\"typ\":\"" + type + "\",\"kid\":\"k1\"}", claims("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../k1", "http://127.0.0.1:1/key", "k1'--", "k2"})
    void aKeyIdIsOnlyLookedUpInThePinnedSet(String kid) {
        mustRefuse(KEY.raw("{\"alg\":\"ES256\",\"typ\":\"at+jwt\",\"kid\":\"" + kid + "\"}", claims("")));
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsIgnored() {
        var attacker = SigningKey.of("ES256");
        mustRefuse(attacker.token(",\"jwk\":" + attacker.jwk(), claims("")));
        mustRefuse(attacker.token(",\"jku\":\"http://127.0.0.1:1/jwks\"", claims("")));
        mustRefuse(attacker.token(",\"x5u\":\"http://127.0.0.1:1/cert\"", claims("")));
        mustAccept(KEY.token(",\"jku\":\"http://127.0.0.1:1/jwks\",\"jwk\":" + attacker.jwk(), claims("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ",\"sub\":\"somebody-else\"", // said twice
                ",\"nbf\":4102444800"
            })
    void oddClaimsAreRefusedThoughTheSignatureIsRight(String more) {
        mustRefuse(KEY.token("", claims(more)));
    }

    @Test
    void aLifeOfMoreThanFifteenMinutesIsRefused() {
        mustAccept(KEY.token("", lived(0, 900)));
        mustRefuse(KEY.token("", lived(0, 901)));
        mustRefuse(KEY.token("", lived(-3600, 60)));
        mustRefuse(KEY.token("", lived(120, 600))); // issued in the future
    }

    @Test
    void aTokenOfMoreThanEightKilobytesIsRefused() {
        mustAccept(KEY.token("", claims(",\"x\":\"" + "x".repeat(5_000) + "\"")));
        mustRefuse(KEY.token("", claims(",\"x\":\"" + "x".repeat(6_200) + "\"")));
    }

    @Test
    void aKnownTokenIsNotVerifiedAgainButStopsAtItsEnd() throws ParseException {
        // Given
        var token = KEY.token("", claims(""));
        var first = tokens.parse(token, pinned(KEY.jwks()));
        // When known, the keys are not asked: these could not verify it
        var again = tokens.parse(token, pinned(SigningKey.of("ES256").jwks()));
        // Then
        assertThat(again).isSameAs(first);
        now = now.plus(Duration.ofMinutes(15)).plusSeconds(60);
        mustAccept(token);
        now = now.plusSeconds(2);
        mustRefuse(token);
    }

    @Test
    void aTokenThatWasRefusedIsNotRemembered() {
        var token = SigningKey.of("ES256").token("", claims(""));
        mustRefuse(token);
        mustRefuse(token);
    }

    /** Each vector of C2SP Wycheproof that is for our algorithm or for the attack on it, as an access token. */
    @Test
    void noInvalidVectorIsAccepted() throws IOException, JoseException {
        int invalid = 0;
        for (var group : vectors()) {
            for (var test : group.get("tests")) {
                var jws = test.get("jws").asText();
                if (test.get("result").asText().equals("invalid")) {
                    invalid++;
                    assertThatThrownBy(() -> tokens.parse(jws, pinned("{\"keys\":[" + group.get("key") + "]}")))
                            .as(test.toString())
                            .isInstanceOf(ParseException.class);
                }
                if (group.get("comment").asText().equals("es256")) {
                    assertThat(signatureHolds(jws, group.get("key")))
                            .as(test.toString())
                            .isEqualTo(test.get("result").asText().equals("valid"));
                }
            }
        }
        assertThat(invalid).isEqualTo(30);
    }

    /** What the library beneath says of the signature alone, with our list of algorithms. */
    private static boolean signatureHolds(String jws, JsonNode key) throws JoseException {
        var signed = new JsonWebSignature();
        signed.setAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "ES256", "EdDSA", "PS256"));
        try {
            signed.setCompactSerialization(jws);
            var pinned = PublicJsonWebKey.Factory.newPublicJwk(key.toString());
            signed.setKey(pinned.getPublicKey());
            return pinned.getKeyId().equals(signed.getKeyIdHeaderValue()) && signed.verifySignature();
        } catch (JoseException refused) {
            return false;
        }
    }

    private static List<JsonNode> vectors() throws IOException {
        try (var in =
                VerifiedTokensTest.class.getResourceAsStream("/vectors/wycheproof/json_web_signature_subset.json")) {
            var groups = new ArrayList<JsonNode>();
            new JsonMapper().readTree(in).get("testGroups").forEach(groups::add);
            return groups;
        }
    }

    private void mustAccept(String token) {
        assertThatCode(() -> tokens.parse(token, pinned(KEY.jwks()))).doesNotThrowAnyException();
    }

    private void mustRefuse(String token) {
        assertThatThrownBy(() -> tokens.parse(token, pinned(KEY.jwks()))).isInstanceOf(ParseException.class);
    }

    private String claims(String more) {
        var usual = lived(0, 900);
        return usual.substring(0, usual.length() - 1) + more + "}";
    }

    private String lived(long fromNow, long seconds) {
        long from = now.getEpochSecond() + fromNow;
        return "{\"iss\":\"" + ISSUER + "\",\"aud\":\"shiming\",\"sub\":\"s\",\"iat\":" + from + ",\"exp\":"
                + (from + seconds) + "}";
    }

    private static JWTAuthContextInfo pinned(String keys) {
        var context = new JWTAuthContextInfo();
        context.setPublicKeyContent(keys);
        context.setIssuedBy(ISSUER);
        context.setExpectedAudience(Set.of("shiming"));
        context.setClockSkew(60);
        context.setSignatureAlgorithm(
                Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA, SignatureAlgorithm.PS256));
        return context;
    }
}
