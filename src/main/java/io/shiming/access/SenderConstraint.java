package io.shiming.access;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.security.AuthenticationFailedException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
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
 * Holds a token to the certificate of the connection it was issued for (RFC 8705 section 3.1), so that a stolen one is
 * of no use. A token that names a certificate is always held to it; a machine's must name one, unless a trial lets it be.
 */
@ApplicationScoped
class SenderConstraint {
    private static final JsonMapper JSON = new JsonMapper();

    private final boolean machinesMustBeBound;

    SenderConstraint(@ConfigProperty(name = "shiming.access.bound-tokens", defaultValue = "true") boolean required) {
        this.machinesMustBeBound = required;
    }

    /** Refuses as a token that is none. */
    void mustHold(JsonWebToken token, Role role, HttpServerRequest request) {
        mustConfirm(token.getClaim("cnf"), role, certificate(request.sslSession()));
    }

    void mustConfirm(@Nullable Object confirmation, Role role, @Nullable Certificate shown) {
        if (confirmation == null) {
            if (machinesMustBeBound && role.isMachine()) {
                throw new AuthenticationFailedException();
            }
            return;
        }
        if (shown == null || !thumbprint(shown).equals(named(confirmation))) {
            throw new AuthenticationFailedException();
        }
    }

    /** Another confirmation method than a certificate is one that we cannot check, and so is not met. */
    private static String named(Object confirmation) {
        try {
            return JSON.readTree(confirmation.toString()).path("x5t#S256").asText();
        } catch (IOException odd) {
            throw new AuthenticationFailedException(odd);
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
