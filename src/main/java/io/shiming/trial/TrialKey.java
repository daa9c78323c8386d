package io.shiming.trial;

import io.shiming.peer.Es256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jose4j.jca.ProviderContext;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** A signing key of one stand-in (ES256), made once per installation and kept in a private file. */
final class TrialKey {
    private static final ProviderContext PROVIDER =
            Es256.context(); // quick: it shares the machine with what is measured

    private final EllipticCurveJsonWebKey key;

    /** A key as a JWK, private part included. */
    private TrialKey(Map<String, Object> jwk) throws JoseException {
        this.key = (EllipticCurveJsonWebKey) PublicJsonWebKey.Factory.newPublicJwk(jwk, Es256.providerName());
    }

    /** The key in this file, made if there is none yet. */
    static TrialKey in(Path file) {
        try {
            if (Files.exists(file)) {
                return new TrialKey(JsonUtil.parseJson(Files.readString(file)));
            }
            TrialKey fresh = fresh();
            PrivateFile.write(file, fresh.key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException("no key can be read from " + file.getFileName(), e);
        }
    }

    /** A key that no file keeps. */
    static TrialKey fresh() {
        try {
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setUse("sig");
            key.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            key.setKeyId(key.calculateBase64urlEncodedThumbprint("SHA-256"));
            return new TrialKey(key.toParams(OutputControlLevel.INCLUDE_PRIVATE));
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    String id() {
        return key.getKeyId();
    }

    /** The public part as a JWK Set (RFC 7517, section 5). */
    String publicSet() {
        return new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY);
    }

    /** A compact JWS over this payload, of that type, which names the key. */
    String sign(String type, String keyId, String payload) {
        return sign(Map.of("typ", type, "kid", keyId), payload);
    }

    /** A compact JWS over this payload with these members, true or not, in its header. */
    String sign(Map<String, Object> headers, String payload) {
        var signed = new JsonWebSignature();
        signed.setProviderContext(PROVIDER);
        signed.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        headers.forEach(signed.getHeaders()::setObjectHeaderValue);
        signed.setPayload(payload);
        signed.setKey(key.getPrivateKey());
        try {
            return signed.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "TrialKey[" + id() + "]";
    }
}
