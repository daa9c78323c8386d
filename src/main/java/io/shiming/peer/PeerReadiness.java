package io.shiming.peer;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready means that tokens can be verified, and that no key set has been bad for long. An authority that cannot be reached
 * does not count: applications wait for it.
 */
@Readiness
@ApplicationScoped
class PeerReadiness implements HealthCheck {
    private final PeerKeySets sets;
    private final Duration usableFor;
    private final Clock clock;

    PeerReadiness(PeerKeySets sets, PeerConfig config, Clock clock) {
        this.sets = sets;
        this.usableFor = config.keysUsableFor();
        this.clock = clock;
    }

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("keys of peers").up();
        sets.all().forEach((peer, keys) -> {
            var fault = keys.fault();
            if (fault == null) return;
            response.withData(peer.label, fault.word());
            boolean counts = fault.bad() || peer == Peer.ISSUER;
            boolean old = clock.instant().isAfter(fault.since().plus(usableFor));
            if (counts && (keys.isEmpty() || old)) response.down();
        });
        return response.build();
    }
}
