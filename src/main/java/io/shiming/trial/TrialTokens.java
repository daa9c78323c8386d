package io.shiming.trial;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Makes access tokens (RFC 9068) as the trial issuer does, and odd ones for tests of their refusal. */
public final class TrialTokens {
    /** What the service must find in {@code aud}. */
    public static final String AUDIENCE = "shiming";

    /** Longest life that the service accepts. */
    public static final Duration LIFETIME = Duration.ofMinutes(15);

    private final TrialKey key;
    private final String issuer;
    private final Clock clock;

    TrialTokens(TrialKey key, String issuer, Clock clock) {
        this.key = key;
        this.issuer = issuer;
        this.clock = clock;
    }

    /** A valid token of this user, ready to be minted or to be bent first. */
    public Draft of(DemoUser user) {
        Instant now = clock.instant();
        var draft = new Draft()
                .with("iss", issuer)
                .with("aud", AUDIENCE)
                .with("sub", user.subject())
                .with("jti", UUID.randomUUID().toString())
                .with("client_id", user.client())
                .with("groups", List.of(user.role()))
                .with("operator", user.operator());
        return draft.valid(now, now.plus(LIFETIME))
                .withOptional("unit", user.unit())
                .withOptional("acr", user.dealer() == null ? "phr" : null) // the office signs in with a key of its own
                .withOptional("auth_time", user.dealer() == null ? now.getEpochSecond() : null)
                .withOptional("dealer", user.dealer())
                .withOptional("store", user.store())
                .withOptional("terminal", user.terminal());
    }

    /** A valid token of the demo user of this name, which must exist. */
    public Draft of(String user) {
        return of(DemoUser.named(user).orElseThrow(() -> new IllegalArgumentException("no such demo user")));
    }

    /** A token not yet signed. Each method changes it and returns it. */
    public final class Draft {
        private final JwtClaims claims = new JwtClaims();
        private TrialKey trialKey = key;
        private final Map<String, Object> headers = new TreeMap<>(Map.of("typ", "at+jwt"));

        private Draft() {}

        /** Sets or replaces a claim. */
        public Draft with(String claim, Object value) {
            claims.setClaim(claim, value);
            return this;
        }

        /** Leaves a claim out. */
        public Draft without(String claim) {
            claims.unsetClaim(claim);
            return this;
        }

        /** Sets {@code iat} and {@code exp}. */
        public Draft valid(Instant from, Instant until) {
            return with("iat", seconds(from)).with("exp", seconds(until));
        }

        /** A token whose time is over. */
        public Draft expired() {
            Instant now = clock.instant();
            return valid(now.minus(LIFETIME.multipliedBy(2)), now.minus(LIFETIME));
        }

        /** Another {@code typ} in the header, such as that of an ID token. */
        public Draft typed(String other) {
            return header("typ", other);
        }

        /** Another member in the header. */
        public Draft header(String name, Object value) {
            headers.put(name, value);
            return this;
        }

        /** Signed by a key that the issuer never had, under the key id of the issuer's. */
        public Draft forged() {
            trialKey = TrialKey.fresh();
            return this;
        }

        /** The compact serialization. */
        public String mint() {
            headers.putIfAbsent("kid", key.id());
            return trialKey.sign(headers, claims.toJson());
        }

        private Draft withOptional(String claim, @Nullable Object value) {
            return value == null ? this : with(claim, value);
        }

        private long seconds(Instant instant) {
            return instant.getEpochSecond();
        }
    }
}
