package io.shiming.vault;

import com.google.crypto.tink.subtle.Random;
import io.shiming.vault.suite.Framing;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that the root key has just wrapped something and opened it again, not that a connection is there. */
@Readiness
@ApplicationScoped
class KeyHealth implements HealthCheck {
    private static final byte[] CONTEXT = new Framing().add("shiming/health/1").bytes();

    private final GuardedRootKey root;

    KeyHealth(GuardedRootKey root) {
        this.root = root;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("root key")
                .withData("provider", root.provider())
                .status(works())
                .build();
    }

    private boolean works() {
        try {
            byte[] probe = Random.randBytes(32);
            return MessageDigest.isEqual(probe, root.unwrap(root.wrap(probe, CONTEXT), CONTEXT));
        } catch (RuntimeException e) {
            return false;
        }
    }
}
