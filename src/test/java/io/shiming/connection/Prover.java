package io.shiming.connection;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;

/** A browser's key, and proofs that it signs (RFC 9449 section 4.2), right ones and others. */
public final class Prover {
    private final ECKey key;

    public Prover() {
        try {
            key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token names that is bound to this key. */
    public Map<String, String> confirmation() {
        try {
            return Map.of("jkt", key.computeThumbprint().toString());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A proof still to be signed, right for this request but for the service's number. */
    public Draft proof(String method, String address, String token) {
        return new Draft(method, address, token);
    }

    /** Each method changes it and returns it. */
    public final class Draft {
        private final JWTClaimsSet.Builder claims;
        private JWK shown = key.toPublicJWK();
        private String type = "dpop+jwt";

        private Draft(String method, String address, String token) {
            claims = new JWTClaimsSet.Builder()
                    .jwtID(UUID.randomUUID().toString())
                    .issueTime(Date.from(Instant.now()))
                    .claim("htm", method)
                    .claim("htu", address)
                    .claim("ath", digest(token));
        }

        public Draft with(String claim, Object value) {
            claims.claim(claim, value);
            return this;
        }

        public Draft without(String claim) {
            claims.claim(claim, null);
            return this;
        }

        public Draft at(Instant time) {
            claims.issueTime(Date.from(time));
            return this;
        }

        /** Another {@code typ}. */
        public Draft typed(String other) {
            type = other;
            return this;
        }

        /** Says that it is signed by this key, which it is not. */
        public Draft showing(Prover other) {
            shown = other.key.toPublicJWK();
            return this;
        }

        public String sign() {
            try {
                var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType(type))
                        .jwk(shown)
                        .build();
                var proof = new SignedJWT(header, claims.build());
                proof.sign(new ECDSASigner(key));
                return proof.serialize();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static String digest(String token) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
