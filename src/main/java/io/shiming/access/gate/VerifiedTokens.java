package io.shiming.access.gate;

import io.shiming.audit.tree.Hash;
import io.shiming.peer.Peer;
import io.shiming.peer.PeerKeySets;
import io.shiming.peer.Unusable;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTTokenParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
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

    private static final Duration ASK_AGAIN_AFTER = Duration.ofSeconds(5);

    private final DefaultJWTTokenParser parser;
    private final Map<Hash, JWTCallerPrincipal> remembered = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Hash, JWTCallerPrincipal> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final Clock clock;

    @Inject
    VerifiedTokens(Clock clock, PeerKeySets keys) {
        this(clock, keys.of(Peer.ISSUER));
    }

    VerifiedTokens(Clock clock, VerificationKeyResolver keys) {
        this.clock = clock;
        this.parser = new DefaultJWTTokenParser() {
            @Override
            protected VerificationKeyResolver getVerificationKeyResolver(JWTAuthContextInfo context) {
                return keys;
            }
        };
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
        var principal = signedByTheIssuer(token, context);
        long issued = principal.getIssuedAtTime();
        long life = principal.getExpirationTime() - issued;
        if (issued == 0 || life <= 0 || life > LONGEST_LIFE_SECONDS || issued > now() + LEEWAY_SECONDS) {
            throw new ParseException("an access token lives at most 15 minutes, from its issue");
        }
        return principal;
    }

    private JWTCallerPrincipal signedByTheIssuer(String token, JWTAuthContextInfo context) throws ParseException {
        try {
            var parsed = parser.parse(token, context);
            return new DefaultJWTCallerPrincipal(
                    parsed.getJoseObjects().get(0).getHeader("typ"), parsed.getJwtClaims());
        } catch (ParseException refused) {
            if (keysAreMissing(refused)) throw Problem.later(Code.UNAVAILABLE, ASK_AGAIN_AFTER);
            throw refused;
        }
    }

    /** Without the issuer's keys a token cannot be called invalid: the caller must not throw a valid one away. */
    private static boolean keysAreMissing(ParseException refused) {
        for (Throwable each = refused; each != null; each = each.getCause()) {
            if (each instanceof Unusable keys) return keys.reason() != Unusable.Reason.SIGNATURE;
        }
        return false;
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
