package io.shiming.peer;

import java.util.Set;

/** Who signs what the service relies on, the setting that names the keys, and the algorithms that are taken from them. */
public enum Peer {
    ISSUER("token issuer", "mp.jwt.verify.publickey.location", Set.of("ES256", "PS256", "EdDSA")),
    IDENTITY_AUTHORITY("identity authority", "shiming.verification.authority.jwks", Set.of("ES256")),
    SECOND_AUTHORITY("second authority", "shiming.verification.second-authority.jwks", Set.of("ES256")),
    HUB("hub", "shiming.verification.hub.jwks", Set.of("ES256")),
    SANCTIONS("sanctions lists", "shiming.limits.sanctions-jwks", Set.of("ES256"));

    final String label;
    final String setting;
    final Set<String> algorithms;

    Peer(String label, String setting, Set<String> algorithms) {
        this.label = label;
        this.setting = setting;
        this.algorithms = algorithms;
    }
}
