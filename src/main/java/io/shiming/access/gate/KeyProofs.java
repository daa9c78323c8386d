package io.shiming.access.gate;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.dpop.JWKThumbprintConfirmation;
import com.nimbusds.oauth2.sdk.dpop.verifiers.AccessTokenValidationException;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPIssuer;
import com.nimbusds.oauth2.sdk.dpop.verifiers.DPoPProtectedResourceRequestVerifier;
import com.nimbusds.oauth2.sdk.dpop.verifiers.InvalidDPoPProofException;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import io.quarkus.security.AuthenticationFailedException;
import io.shiming.access.Actor;
import io.shiming.peer.Base64Url;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Demands, with a token that is bound to a key, a proof that the sender of this request has the key: DPoP, RFC 9449
 * section 4.3. The proof is for this method, this address and this token. It was signed within a minute of now over a
 * nonce of this service, and is valid once. Nimbus checks it, and is used nowhere else.
 */
@ApplicationScoped
class KeyProofs {
    /** One algorithm, which every browser's WebCrypto has: P-256. */
    private static final JWSAlgorithm ALGORITHM = JWSAlgorithm.ES256;

    private static final int LONGEST = 4 * 1024;
    private static final int LEEWAY_SECONDS = 60;
    private static final String HEADER = "DPoP";

    private final DPoPProtectedResourceRequestVerifier verifier;
    private final ProofNonces nonces;
    private final Optional<String> origin;

    KeyProofs(
            UsedProofs used,
            ProofNonces nonces,
            @ConfigProperty(name = "shiming.access.origin") Optional<String> origin) {
        this.verifier = new DPoPProtectedResourceRequestVerifier(Set.of(ALGORITHM), LEEWAY_SECONDS, used);
        this.nonces = nonces;
        this.origin = origin;
    }

    /**
     * Refuses as a token that is none: a bound token without its proof, or sent as a bearer's; and one that names no key,
     * sent as if it did.
     *
     * @throws NonceNeeded when all that is wrong may be the number
     */
    void mustHold(@Nullable String key, String token, Actor actor, HttpServerRequest request) {
        if (bearer(request) != (key == null)) {
            throw new AuthenticationFailedException();
        }
        if (key != null) {
            var proof = only(request.headers().getAll(HEADER));
            var nonce = nonces.given(actor.operator(), proof);
            mustBeValid(proof, key, token, nonce, request);
            request.response().putHeader(ProofNonces.HEADER, nonces.next(actor.operator()));
        }
    }

    private void mustBeValid(SignedJWT proof, String key, String token, Nonce nonce, HttpServerRequest request) {
        try {
            verifier.verify(
                    request.method().name(),
                    address(request),
                    new DPoPIssuer(key), // whose ids must differ
                    proof,
                    new DPoPAccessToken(token),
                    new JWKThumbprintConfirmation(new Base64URL(key)),
                    nonce);
        } catch (InvalidDPoPProofException
                | AccessTokenValidationException
                | JOSEException
                | IllegalArgumentException unproven) {
            throw new AuthenticationFailedException(unproven);
        }
    }

    private static boolean bearer(HttpServerRequest request) {
        var header = request.getHeader("Authorization");
        return header == null || !header.toLowerCase(Locale.ROOT).startsWith("dpop ");
    }

    /** RFC 9449 section 4.3 item 1: not more than one. */
    private static SignedJWT only(List<String> proofs) {
        if (proofs.size() != 1 || proofs.get(0).length() > LONGEST || !Base64Url.canonical(proofs.get(0))) {
            throw new AuthenticationFailedException();
        }
        try {
            return SignedJWT.parse(proofs.get(0));
        } catch (ParseException none) {
            throw new AuthenticationFailedException(none);
        }
    }

    /** As the caller knows it; what a Host header says is not asked where the service knows its own name. */
    private URI address(HttpServerRequest request) {
        var own = origin.orElseGet(() -> request.scheme() + "://" + request.authority());
        return URI.create(own + request.path());
    }
}
