package io.shiming.access.gate;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.text.ParseException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.LongStream;

/**
 * The nonces that a proof must contain (RFC 9449 section 8), so that no client prepares proofs in advance. The service
 * stores none: the nonce of a minute is a keyed digest, the same at every instance.
 */
@ApplicationScoped
class ProofNonces {
    /** In which a caller is told the number. */
    static final String HEADER = "DPoP-Nonce";

    private static final int SECONDS = 60;
    private static final int BYTES = 16;

    private final Vault vault;
    private final Clock clock;

    ProofNonces(Vault vault, Clock clock) {
        this.vault = vault;
        this.clock = clock;
    }

    /** What callers should use from now on. */
    String next(int operator) {
        return of(operator, minute());
    }

    /** The proof's number, where it is this minute's or one of its neighbours'; else NonceNeeded. */
    Nonce given(int operator, SignedJWT proof) {
        var nonce = stated(proof);
        long now = minute();
        boolean ours = LongStream.of(now, now - 1, now + 1) // an instance's clock may be ahead
                .anyMatch(minute -> of(operator, minute).equals(nonce));
        if (!ours) {
            throw new NonceNeeded(next(operator));
        }
        return new Nonce(nonce);
    }

    private static String stated(SignedJWT proof) {
        try {
            var stated = proof.getJWTClaimsSet().getStringClaim("nonce");
            return stated == null ? "" : stated;
        } catch (ParseException none) {
            return "";
        }
    }

    private String of(int operator, long minute) {
        var digest = vault.requestDigest(operator, ("proof nonce " + minute).getBytes(US_ASCII));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
    }

    private long minute() {
        return clock.instant().getEpochSecond() / SECONDS;
    }
}
