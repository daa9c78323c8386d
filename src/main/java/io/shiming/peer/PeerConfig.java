package io.shiming.peer;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings {@code shiming.peers.*}: the token issuer, the authorities, the hub. */
@ConfigMapping(prefix = "shiming.peers")
interface PeerConfig {
    /**
     * PEM files with the certificates of the authorities that issue the servers' certificates. They replace the JVM's list:
     * what is not in them is not trusted. Without them the JVM's list counts.
     */
    Optional<List<Path>> trustedCertificates();

    /** How long the last good keys may be used while newer ones are bad or cannot be read; then none is taken. */
    @WithDefault("1h")
    Duration keysUsableFor();

    /** How often a key set is read again, so that a key that was withdrawn is no longer taken. */
    @WithDefault("10m")
    Duration keysReadEvery();

    /** How often it is asked whether a set is due. */
    @WithDefault("5s")
    String keysLookEvery();
}
