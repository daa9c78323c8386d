package io.shiming.verification.authority;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/** Where the identity authority is, and how long a clerk can wait for it. */
@ConfigMapping(prefix = "shiming.verification.authority")
interface AuthorityConfig {
    /** Base address; https in production. */
    URI url();

    /** The authority's public keys, a JWK Set: https (http on loopback), a file or a path; read by {@code PeerKeySets}. */
    String jwks();

    /** From the first byte sent to the last byte read. */
    @WithDefault("3s")
    Duration timeout();

    /** Name under which the register records the checks. */
    @WithDefault("identity-authority")
    String provider();
}
