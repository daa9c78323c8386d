package io.shiming.verification.enquiry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The authority's public keys, from the one configured place and from nowhere that an answer names. A key id that is
 * not known has them read again, so that the authority can rotate; at most once a minute, so that nobody can make us.
 */
final class AuthorityKeys {
    private static final Duration READ_AGAIN_AFTER = Duration.ofMinutes(1);

    private final URI place;
    private final Wire wire;
    private final Clock clock;
    private List<JsonWebKey> keys = List.of();
    private @Nullable Instant lastRead;

    AuthorityKeys(URI place, Wire wire, Clock clock) {
        this.place = place;
        this.wire = wire;
        this.clock = clock;
    }

    /** The verification key of this id; throws if there is none. */
    synchronized Key named(String id) throws Unusable {
        Key known = find(id);
        if (known == null && mayRead()) {
            read();
            known = find(id);
        }
        if (known == null) {
            throw new Unusable(Unusable.Reason.SIGNATURE);
        }
        return known;
    }

    private @Nullable Key find(String id) {
        return keys.stream()
                .filter(key -> id.equals(key.getKeyId()))
                .map(JsonWebKey::getKey)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private boolean mayRead() {
        return keys.isEmpty() || lastRead == null || clock.instant().isAfter(lastRead.plus(READ_AGAIN_AFTER));
    }

    private void read() throws Unusable {
        try {
            String text = "file".equals(place.getScheme()) ? Files.readString(Path.of(place)) : wire.get(place);
            keys = new JsonWebKeySet(text)
                    .getJsonWebKeys().stream().map(AuthorityKeys::prepared).toList();
            lastRead = clock.instant();
        } catch (IOException | JoseException | IllegalArgumentException e) {
            throw new Unusable(Unusable.Reason.NO_KEYS);
        }
    }

    /** The key as the provider's own, which need not be translated for each signature. */
    private static JsonWebKey prepared(JsonWebKey key) {
        try {
            return key instanceof EllipticCurveJsonWebKey
                    ? PublicJsonWebKey.Factory.newPublicJwk(
                            key.toParams(OutputControlLevel.PUBLIC_ONLY), Es256.providerName())
                    : key;
        } catch (JoseException e) {
            throw new IllegalArgumentException("no key", e);
        }
    }
}
