package io.shiming.access;

import io.shiming.audit.tree.Hash;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verifies each access token once, and knows it again by its digest until it ends. A withdrawn right is therefore gone
 * at the latest when the token ends, fifteen minutes after it was issued, exactly as without the memory.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens extends JWTCallerPrincipalFactory {
    static final int LONGEST_LIFE_SECONDS = 15 * 60;
    static final int LEEWAY_SECONDS = 60;
    private static final int MOST_REMEMBERED = 2048;

    private final JWTCallerPrincipalFactory verifier = new DefaultJWTCallerPrincipalFactory();
    private final Map<Hash, JWTCallerPrincipal> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, JWTCallerPrincipal> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final Clock clock;

    VerifiedTokens(Clock clock) {
        this.clock = clock;
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        var digest = Hash.ofLeaf(token.getBytes(StandardCharsets.UTF_8));
        var known = recall(digest);
        if (known != null) {
            mustNotBeOver(known);
            return known;
        }
        var verified = verified(token, context); // looks at the time itself
        remember(digest, verified);
        return verified;
    }

    /** The token of an Authorization header, if it was verified before; its times are not looked at. */
    @Nullable
    JWTCallerPrincipal known(@Nullable String authorization) {
        var token = authorization == null ? null : authorization.substring(authorization.indexOf(' ') + 1);
        return token == null || token.length() > TokenForm.LONGEST
                ? null
                : recall(Hash.ofLeaf(token.getBytes(StandardCharsets.UTF_8)));
    }

    private JWTCallerPrincipal verified(String token, JWTAuthContextInfo context) throws ParseException {
        if (!TokenForm.fits(token)) {
            throw new ParseException("not an access token");
        }
        var principal = verifier.parse(token, context);
        long issued = principal.getIssuedAtTime();
        long life = principal.getExpirationTime() - issued;
        if (issued == 0 || life <= 0 || life > LONGEST_LIFE_SECONDS || issued > now() + LEEWAY_SECONDS) {
            throw new ParseException("an access token lives at most 15 minutes, from its issue");
        }
        return principal;
    }

    private void mustNotBeOver(JWTCallerPrincipal known) throws ParseException {
        if (now() > known.getExpirationTime() + LEEWAY_SECONDS) {
            throw new ParseException("over");
        }
    }

    private synchronized @Nullable JWTCallerPrincipal recall(Hash digest) {
        return remembered.get(digest);
    }

    private synchronized void remember(Hash digest, JWTCallerPrincipal principal) {
        remembered.put(digest, principal);
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
