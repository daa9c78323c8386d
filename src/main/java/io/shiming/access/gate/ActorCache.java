package io.shiming.access.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.shiming.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/** Reads each verified token once: what {@link VerifiedTokens} knows again need not be looked through again. */
@ApplicationScoped
class ActorCache {
    // By identity, and for as long as the token itself is remembered.
    private final Cache<JsonWebToken, Actor> actors =
            Caffeine.newBuilder().weakKeys().build();

    /** The actor whose token passed the gate before, or null. */
    @Nullable
    Actor ifOne(JsonWebToken token) {
        return actors.getIfPresent(token);
    }

    /** The actor at this address, or an authentication failure. */
    Actor of(JsonWebToken token, @Nullable String address) {
        return actors.get(token, known -> TokenClaims.actorOf(known, null)).at(address);
    }
}
