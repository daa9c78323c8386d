package io.shiming.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiming.peer.KeyFault.Reason;
import java.math.BigInteger;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("case-C1")
class KeySetTest {
    private static final Map<String, Object> EC = publicPart(() -> EcJwkGenerator.generateJwk(EllipticCurves.P256));
    private static final Map<String, Object> ED = publicPart(() -> OkpJwkGenerator.generateJwk("Ed25519"));
    private static final Map<String, Object> RSA = publicPart(() -> RsaJwkGenerator.generateJwk(2048));
    private static final Map<String, Object> SHORT_RSA = publicPart(() -> RsaJwkGenerator.generateJwk(1024));

    /** Makes a key, which may fail. */
    private interface Making {
        PublicJsonWebKey key() throws JoseException;
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of("RSA of 1024 bits", Reason.WEAK_RSA_KEY, SHORT_RSA),
                Arguments.of(
                        "RSA of 1024 bits for RS256", Reason.WEAK_RSA_KEY, with(SHORT_RSA, k -> k.put("alg", "RS256"))),
                Arguments.of("RSA with the exponent 1", Reason.WEAK_RSA_KEY, with(RSA, k -> k.put("e", "AQ"))),
                Arguments.of("Ed25519 with a byte more", Reason.MALFORMED_KEY, with(ED, k -> longer(k, "x"))),
                Arguments.of("Ed25519 with a byte less", Reason.MALFORMED_KEY, with(ED, k -> shorter(k, "x"))),
                Arguments.of("P-256 with a byte more", Reason.MALFORMED_KEY, with(EC, k -> longer(k, "y"))),
                Arguments.of("P-256 beside its curve", Reason.NOT_ON_CURVE, with(EC, k -> k.put("y", k.get("x")))),
                Arguments.of("P-256 at x = 0, y = 0", Reason.NOT_ON_CURVE, with(EC, KeySetTest::atZero)),
                Arguments.of("bits after the end of x", Reason.MALFORMED_KEY, with(EC, k -> unclean(k, "x"))),
                Arguments.of(
                        "bits after the end of an Ed25519 key", Reason.MALFORMED_KEY, with(ED, k -> unclean(k, "x"))),
                Arguments.of(
                        "base64url with padding", Reason.MALFORMED_KEY, with(EC, k -> k.put("x", k.get("x") + "="))),
                Arguments.of("no y", Reason.MALFORMED_KEY, with(EC, k -> k.remove("y"))),
                Arguments.of("for encryption alone", Reason.NO_USABLE_KEY, with(EC, k -> k.put("use", "enc"))),
                Arguments.of(
                        "operations without verify",
                        Reason.NO_USABLE_KEY,
                        with(EC, k -> k.put("key_ops", List.of("encrypt")))),
                Arguments.of("use and operations that differ", Reason.CONTRADICTORY_USE, with(EC, k -> {
                    k.put("use", "sig");
                    k.put("key_ops", List.of("encrypt"));
                })),
                Arguments.of("use enc and operations verify", Reason.CONTRADICTORY_USE, with(EC, k -> {
                    k.put("use", "enc");
                    k.put("key_ops", List.of("verify"));
                })),
                Arguments.of(
                        "an algorithm of another type", Reason.CONTRADICTORY_USE, with(EC, k -> k.put("alg", "PS256"))),
                Arguments.of(
                        "an algorithm of another curve",
                        Reason.CONTRADICTORY_USE,
                        with(EC, k -> k.put("alg", "ES384"))),
                Arguments.of("RSA for ES256", Reason.CONTRADICTORY_USE, with(RSA, k -> k.put("alg", "ES256"))),
                Arguments.of(
                        "an algorithm that is not taken", Reason.NO_USABLE_KEY, with(RSA, k -> k.put("alg", "RS256"))),
                Arguments.of("no id", Reason.KEY_WITHOUT_ID, with(EC, k -> k.remove("kid"))),
                Arguments.of("a private key", Reason.PRIVATE_KEY, with(EC, k -> k.put("d", k.get("x")))),
                Arguments.of("a shared secret", Reason.PRIVATE_KEY, Map.of("kty", "oct", "kid", "k", "k", "AAAA")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aSetWithAKeyThatIsNotSoundIsRefused(String what, Reason reason, Map<String, Object> key) {
        assertThat(refusal(set(key))).isEqualTo(reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void aSoundKeyBesideItDoesNotMendTheSet(String what, Reason reason, Map<String, Object> key) throws KeyFault {
        var set = set(with(ED, k -> k.put("kid", "another")), key);
        if (reason == Reason.NO_USABLE_KEY) {
            assertThat(judged(set).named("k", "ES256"))
                    .as("it verifies nothing")
                    .isNull();
            assertThat(judged(set).named("another", "EdDSA")).isNotNull();
        } else {
            assertThat(refusal(set)).isEqualTo(reason);
        }
    }

    @Test
    void twoKeysWithOneIdAreRefused() {
        assertThat(refusal(set(EC, RSA))).isEqualTo(Reason.KEY_ID_TWICE);
        assertThat(refusal(set(EC, with(RSA, k -> k.put("use", "enc"))))).isEqualTo(Reason.KEY_ID_TWICE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "[]",
                "{}",
                "{\"keys\":{}}",
                "{\"keys\":[1]}",
                "{\"keys\":[],\"keys\":[]}",
                "{\"keys\":[]} x"
            })
    void whatIsNoSetIsRefused(String text) {
        assertThat(refusal(text)).isIn(Reason.NOT_A_KEY_SET, Reason.NO_USABLE_KEY);
    }

    @Test
    void aKeyVerifiesItsOwnAlgorithmAlone() throws KeyFault {
        var keys = judged(set(EC, with(RSA, k -> k.put("kid", "r")), with(ED, k -> k.put("kid", "e"))));
        assertThat(keys.named("k", "ES256")).isNotNull();
        assertThat(keys.named("r", "PS256")).isNotNull();
        assertThat(keys.named("e", "EdDSA")).isNotNull();
        assertThat(keys.named("k", "PS256")).isNull();
        assertThat(keys.named("r", "RS256")).isNull();
        assertThat(keys.named(null, "ES256")).isNull();
    }

    @Test
    void keysOfTypesThatAreNotKnownArePassedOver() throws KeyFault {
        var keys = judged(set(EC, Map.of("kty", "AKP", "kid", "pq", "alg", "ML-DSA-65", "pub", "AAAA")));
        assertThat(keys.unused()).isEqualTo(1);
        assertThat(keys.named("k", "ES256")).isNotNull();
    }

    private static KeySet judged(String text) throws KeyFault {
        return KeySet.judged(text, Peer.ISSUER.algorithms);
    }

    private static Reason refusal(String text) {
        return catchThrowableOfType(KeyFault.class, () -> judged(text)).reason;
    }

    @SafeVarargs
    private static String set(Map<String, Object>... keys) {
        return JsonUtil.toJson(Map.of("keys", List.of(keys)));
    }

    private static Map<String, Object> publicPart(Making making) {
        try {
            var key = making.key();
            key.setKeyId("k");
            return key.toParams(OutputControlLevel.PUBLIC_ONLY);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> with(Map<String, Object> key, Consumer<Map<String, Object>> change) {
        var changed = new TreeMap<>(key);
        change.accept(changed);
        return changed;
    }

    private static void longer(Map<String, Object> key, String member) {
        var bytes = Base64.getUrlDecoder().decode(String.valueOf(key.get(member)));
        var more = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, more, 0, bytes.length);
        key.put(member, Base64.getUrlEncoder().withoutPadding().encodeToString(more));
    }

    private static void shorter(Map<String, Object> key, String member) {
        var bytes = Base64.getUrlDecoder().decode(String.valueOf(key.get(member)));
        key.put(
                member,
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(java.util.Arrays.copyOf(bytes, bytes.length - 1)));
    }

    private static void atZero(Map<String, Object> key) {
        var zero = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[32]);
        key.put("x", zero);
        key.put("y", zero);
        assertThat(new BigInteger(1, Base64.getUrlDecoder().decode(zero))).isEqualTo(BigInteger.ZERO);
    }

    /** 32 bytes leave two bits of the last character unused: here they are not zero. */
    private static void unclean(Map<String, Object> key, String member) {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var text = String.valueOf(key.get(member));
        int last = alphabet.indexOf(text.charAt(text.length() - 1));
        key.put(member, text.substring(0, text.length() - 1) + alphabet.charAt(last | 1));
    }
}
