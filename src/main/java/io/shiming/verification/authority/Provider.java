package io.shiming.verification.authority;

import io.shiming.peer.PeerKeys;
import java.net.URI;
import java.time.Duration;

/**
 * A provider that confirms identities.
 *
 * @param name under which the register records the checks
 * @param timeout from the first byte sent to the last byte read
 */
record Provider(String name, URI url, PeerKeys keys, Duration timeout) {}
