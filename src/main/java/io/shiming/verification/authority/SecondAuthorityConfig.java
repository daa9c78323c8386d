package io.shiming.verification.authority;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A second provider, where there is one. */
@ConfigMapping(prefix = "shiming.verification.second-authority")
interface SecondAuthorityConfig {
    /** Base address; https in production. Without it there is no second provider. */
    Optional<URI> url();

    /** Its public keys, a JWK Set: https (http on loopback), a file or a path; read by {@code PeerKeySets}. */
    Optional<String> jwks();

    /** From the first byte sent to the last byte read. */
    @WithDefault("3s")
    Duration timeout();

    /** Name under which the register records its checks. */
    @WithDefault("second-authority")
    String provider();

    /** Types of document, such as PPT_F, that it is asked about first; about all others it is asked second. */
    Optional<Set<String>> firstFor();
}
