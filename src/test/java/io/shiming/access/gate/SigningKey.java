package io.shiming.access.gate;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.OkpJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An issuer's key in tests, which signs any header over any text, also what no library would. */
final class SigningKey {
    private static final Base64.Encoder URL = Base64.getUrlEncoder().withoutPadding();
    private final PublicJsonWebKey key;
    private final String algorithm;

    private SigningKey(PublicJsonWebKey key, String algorithm) {
        this.key = key;
        this.algorithm = algorithm;
        key.setKeyId("k1");
        key.setAlgorithm(algorithm);
        key.setUse("sig");
    }

    static SigningKey of(String algorithm) {
        try {
            return new SigningKey(
                    switch (algorithm) {
                        case "ES256" -> EcJwkGenerator.generateJwk(EllipticCurves.P256);
                        case "EdDSA" -> OkpJwkGenerator.generateJwk("Ed25519");
                        default -> RsaJwkGenerator.generateJwk(2048);
                    },
                    algorithm);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    String jwks() {
        return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    String jwk() {
        return key.toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** A usual header with more members, which may repeat others; the claims as they are. */
    String token(String more, String claims) {
        return raw("{\"alg\":\"" + algorithm + "\",\"typ\":\"at+jwt\",\"kid\":\"k1\"" + more + "}", claims);
    }

    String raw(String header, String claims) {
        var input = encoded(header) + "." + encoded(claims);
        try {
            var jws = AlgorithmFactoryFactory.getInstance()
                    .getJwsAlgorithmFactory()
                    .getAlgorithm(algorithm);
            var ready = jws.prepareForSign(key.getPrivateKey(), new ProviderContext());
            return input + "." + URL.encodeToString(jws.sign(ready, input.getBytes(StandardCharsets.US_ASCII)));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URL.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
