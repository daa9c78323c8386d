package io.shiming.access.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.security.AuthenticationFailedException;
import io.shiming.access.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ActorCacheTest {
    private final ActorCache actors = new ActorCache();

    @Test
    void theSameTokenFromTwoPlacesIsTheSameActorAtEachOfThem() {
        var token = new Token("clerk-1", Map.of());

        var here = actors.of(token, "127.0.0.1");
        var there = actors.of(token, "127.0.0.2");

        assertThat(here.networkAddress()).isEqualTo("127.0.0.1");
        assertThat(there.networkAddress()).isEqualTo("127.0.0.2");
        assertThat(there.at("127.0.0.1")).isEqualTo(here);
    }

    @Test
    void tokensOfTwoPersonsAreTwoActors() {
        assertThat(actors.of(new Token("clerk-1", Map.of()), null).actor()).isEqualTo("clerk-1");
        assertThat(actors.of(new Token("clerk-2", Map.of()), null).actor()).isEqualTo("clerk-2");
    }

    @Test
    void whatATokenIsReadForOnceIsNotReadAgain() {
        var token = new Token("clerk-1", Map.of());
        var first = actors.of(token, null);
        int readings = token.readings;

        assertThat(actors.of(token, null)).isEqualTo(first);
        assertThat(token.readings).isEqualTo(readings);
    }

    @Test
    void anOddClaimIsRefusedEachTime() {
        var odd = new Token("clerk-1", Map.of("dealer", "D 1; DROP"));
        for (int call = 0; call < 2; call++) {
            assertThatThrownBy(() -> actors.of(odd, null)).isInstanceOf(AuthenticationFailedException.class);
        }
    }

    /** A token that equals every other one, as a map by equality would confuse them. */
    private static final class Token implements JsonWebToken {
        private final Map<String, Object> claims = new HashMap<>();
        private int readings;

        Token(String subject, Map<String, Object> more) {
            claims.putAll(Map.of("operator", 1, "client_id", "pos-1", "sub", subject));
            claims.putAll(Map.of("dealer", "D-100", "store", "S-101", "terminal", "T-1"));
            claims.putAll(more);
        }

        @Override
        public String getName() {
            return "";
        }

        @Override
        public Set<String> getClaimNames() {
            return claims.keySet();
        }

        @Override
        public Set<String> getGroups() {
            return Set.of(Role.CLERK.claim());
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> @Nullable T getClaim(String name) {
            readings++;
            return (T) claims.get(name);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Token;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }
}
