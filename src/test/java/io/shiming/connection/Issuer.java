package io.shiming.connection;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** An issuer of access tokens (RFC 9068) whose public keys are a file, as production may read them. */
public final class Issuer {
    /** Its name; no server answers there (RFC 2606). */
    public static final String NAME = "https://login.example";

    public static final String AUDIENCE = "shiming";

    private final ECKey key;
    private final Path keys;

    private Issuer(ECKey key, Path keys) {
        this.key = key;
        this.keys = keys;
    }

    /** One with a fresh key, published in this directory. */
    public static Issuer in(Path directory) {
        try {
            var key = new ECKeyGenerator(Curve.P_256)
                    .keyID("k-1")
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.ES256)
                    .generate();
            var file = directory.resolve("issuer-keys.json");
            Files.writeString(file, new JWKSet(key).toString(true));
            return new Issuer(key, file);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path keys() {
        return keys;
    }

    /** A token of a user of operator 1 in this role, freshly signed in, with these claims besides. */
    public String token(String role, Map<String, Object> more) {
        var now = Instant.now();
        var claims = new JWTClaimsSet.Builder()
                .issuer(NAME)
                .audience(AUDIENCE)
                .subject(UUID.randomUUID().toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)))
                .claim("client_id", "a-client")
                .claim("groups", List.of(role))
                .claim("operator", 1)
                .claim("acr", "phr")
                .claim("auth_time", now.getEpochSecond());
        more.forEach(claims::claim);
        try {
            var header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType("at+jwt"))
                    .keyID("k-1")
                    .build();
            var token = new SignedJWT(header, claims.build());
            token.sign(new ECDSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
