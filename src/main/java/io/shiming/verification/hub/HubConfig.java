package io.shiming.verification.hub;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the national hub is; production does not start without it. */
@ConfigMapping(prefix = "shiming.verification.hub")
interface HubConfig {
    /** Base address; https in production. */
    Optional<URI> url();

    /** The hub's public keys, a JWK Set: https (http on loopback), a file or a path; read by {@code PeerKeySets}. */
    Optional<String> jwks();

    /** From the first byte sent to the last byte read. */
    @WithDefault("3s")
    Duration timeout();
}
