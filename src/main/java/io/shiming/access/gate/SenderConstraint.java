package io.shiming.access.gate;

import io.quarkus.security.AuthenticationFailedException;
import io.shiming.access.Actor;
import io.shiming.access.Role;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * Holds a token to what it was issued for, so that a stolen one is of no use: the certificate of the connection (RFC 8705
 * section 3.1), or a key that signs a proof for each request (RFC 9449). A token that names either is always held to it.
 * A machine's must name a certificate, a person's one of the two, unless a trial lets it be.
 */
@ApplicationScoped
class SenderConstraint {
    private final boolean mustBeBound;
    private final KeyProofs proofs;

    SenderConstraint(
            @ConfigProperty(name = "shiming.access.bound-tokens", defaultValue = "true") boolean required,
            KeyProofs proofs) {
        this.mustBeBound = required;
        this.proofs = proofs;
    }

    /** Refuses as a token that is none. */
    void mustHold(JsonWebToken token, Actor actor, HttpServerRequest request) {
        var stated = TokenConfirmation.of(token.getClaim("cnf"));
        mustConfirm(mustBeBound, stated, actor.part(), certificate(request.sslSession()));
        proofs.mustHold(stated.key(), token.getRawToken(), actor, request);
    }

    /**
     * The same for a token that comes beside the caller's own, on the caller's connection. It brings no proof, so that
     * one that names a key is none.
     */
    void mustHoldBeside(JsonWebToken token, Actor actor, HttpServerRequest request) {
        var stated = TokenConfirmation.of(token.getClaim("cnf"));
        if (stated.key() != null) {
            throw new AuthenticationFailedException();
        }
        mustConfirm(mustBeBound, stated, actor.part(), certificate(request.sslSession()));
    }

    static void mustConfirm(boolean mustBeBound, TokenConfirmation stated, Role role, @Nullable Certificate shown) {
        var named = stated.certificate();
        if (named == null) {
            if (mustBeBound && (role.isMachine() || stated.key() == null)) {
                throw new AuthenticationFailedException();
            }
        } else if (shown == null || !thumbprint(shown).equals(named)) {
            throw new AuthenticationFailedException();
        }
    }

    static String thumbprint(Certificate certificate) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException unreadable) {
            throw new AuthenticationFailedException(unreadable);
        }
    }

    private static @Nullable Certificate certificate(@Nullable SSLSession session) {
        try {
            return session == null ? null : session.getPeerCertificates()[0];
        } catch (SSLPeerUnverifiedException none) {
            return null;
        }
    }
}
