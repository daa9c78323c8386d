package io.shiming.access.gate;

import io.quarkus.security.AuthenticationFailedException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token is bound to: its claim {@code cnf} (RFC 7800).
 *
 * @param certificate the SHA-256 thumbprint of a client certificate (RFC 8705 section 3.1); null: none
 * @param key the SHA-256 thumbprint of a key that its holder proves to have (RFC 9449 section 6.1); null: none
 */
record TokenConfirmation(
        @Nullable String certificate, @Nullable String key) {
    static final TokenConfirmation NONE = new TokenConfirmation(null, null);

    /** Another confirmation method is one that we cannot check, and so is not met. */
    static TokenConfirmation of(@Nullable Object claim) {
        if (claim == null) {
            return NONE;
        }
        if (!(claim instanceof Map<?, ?> methods)) {
            throw new AuthenticationFailedException();
        }
        var stated = new TokenConfirmation(text(methods.get("x5t#S256")), text(methods.get("jkt")));
        if (stated.equals(NONE)) {
            throw new AuthenticationFailedException();
        }
        return stated;
    }

    private static @Nullable String text(@Nullable Object member) {
        if (member == null || member instanceof String) {
            return (String) member;
        }
        throw new AuthenticationFailedException();
    }
}
