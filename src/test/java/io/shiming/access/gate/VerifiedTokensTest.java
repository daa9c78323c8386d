package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.shiming.access.Actor;
import io.shiming.access.Role;
import io.shiming.peer.KeyPlace;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeys;
import io.shiming.peer.PeerTrust;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.ParseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifiedTokensTest {
    private static final String ISSUER = "https://login.example";
    private static final SigningKey KEY = SigningKey.of("ES256");
    private static final Actor CLERK = new Actor(1, "till", "a", Role.CLERK, null, null, null, null, null, null);

    private Instant now = Instant.now();
    private final Clock clock = new Clock() {
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
    };
    private PeerKeys keys =
            new PeerKeys(Peer.ISSUER, new KeyPlace("/none"), PeerTrust.system(), Duration.ofHours(1), clock);
    private final VerifiedTokens tokens =
            new VerifiedTokens(clock, (signed, nesting) -> this.keys.resolveKey(signed, nesting));

    private final Path directory;

    VerifiedTokensTest(@TempDir Path directory) {
        this.directory = directory;
    }

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
                ",\"sub\":\"another-person\"", // said twice
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
    @Tag("case-C1")
    void aSignatureWithBitsAfterItsEndIsRefused() {
        var token = KEY.token("", claims(""));
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        int last = alphabet.indexOf(token.charAt(token.length() - 1)); // 64 bytes leave four bits unused
        mustAccept(token);
        for (int bits = 1; bits < 16; bits++) {
            mustRefuse(token.substring(0, token.length() - 1) + alphabet.charAt(last | bits));
        }
    }

    @Test
    @Tag("case-C1")
    void aTokenOfAKeyForEncryptionIsRefused() {
        var another = SigningKey.of("EdDSA").jwk().replace("\"k1\"", "\"k0\"");
        var encrypting = KEY.jwk().replace("\"sig\"", "\"enc\"");
        assertThatThrownBy(() -> tokens.parse(
                        KEY.token("", claims("")), pinned("{\"keys\":[" + another + "," + encrypting + "]}")))
                .isInstanceOf(ParseException.class);
    }

    @Test
    @Tag("case-E9")
    void tokenIsUnavailableNotInvalidWithoutIssuerKeys() throws Exception {
        // Given
        var token = KEY.token("", claims(""));
        var context = pinned(KEY.jwks());
        keys = unreachable();
        // When / Then
        assertThatThrownBy(() -> tokens.parse(token, context)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.code()).isEqualTo(Code.UNAVAILABLE);
            assertThat(problem.retryAfter()).hasValue(Duration.ofSeconds(5));
        });
        assertThatThrownBy(() -> tokens.parse("a.b.c", context)).isInstanceOf(ParseException.class);
    }

    @Test
    @Tag("case-E9")
    void reviewerTokenIsUnavailableNotInvalidWithoutIssuerKeys() {
        // Given
        var second = secondPerson(pinned(KEY.jwks()));
        keys = unreachable();
        // When / Then
        assertThatThrownBy(() -> second.beside(CLERK, KEY.token("", claims(""))))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Code.UNAVAILABLE));
        assertThatThrownBy(() -> second.beside(CLERK, "a.b.c"))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.code()).isEqualTo(Code.SECOND_REVIEWER_REQUIRED));
    }

    /** What the colleague's token is read by; nothing beyond that is asked here. */
    @SuppressWarnings("NullAway")
    private SecondPerson secondPerson(JWTAuthContextInfo context) {
        return new SecondPerson(new DefaultJWTParser(context, tokens), null, null);
    }

    private PeerKeys unreachable() {
        return new PeerKeys(
                Peer.ISSUER, new KeyPlace("http://127.0.0.1:1/jwks"), PeerTrust.system(), Duration.ofHours(1), clock);
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
                            .isInstanceOfAny(ParseException.class, Problem.class); // of no token, or by no keys
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

    /** The context of a call, and the issuer's keys as these. */
    private JWTAuthContextInfo pinned(String jwks) {
        try {
            var file = Files.writeString(Files.createTempFile(directory, "keys", ".json"), jwks);
            keys = new PeerKeys(
                    Peer.ISSUER, new KeyPlace(file.toString()), PeerTrust.system(), Duration.ofHours(1), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var context = new JWTAuthContextInfo();
        context.setIssuedBy(ISSUER);
        context.setExpectedAudience(Set.of("shiming"));
        context.setClockSkew(60);
        context.setSignatureAlgorithm(
                Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.EDDSA, SignatureAlgorithm.PS256));
        return context;
    }
}
