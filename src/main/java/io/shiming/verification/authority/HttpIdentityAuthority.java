package io.shiming.verification.authority;

import io.shiming.verification.Answer;
import io.shiming.verification.Claim;
import io.shiming.verification.IdentityAuthority;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Asks the authority over HTTP. Behind a circuit breaker: while the authority is down, clerks learn so at once instead
 * of each waiting out the time limit, and one call now and then finds out whether it is back.
 */
@ApplicationScoped
class HttpIdentityAuthority implements IdentityAuthority {
    private static final Logger LOG = Logger.getLogger(HttpIdentityAuthority.class);
    private static final int CALLS_WATCHED = 8;
    private static final double FAILING_SHARE = 0.5;
    private static final int QUIET_SECONDS = 5;

    private static final ProviderContext BOUNCY_CASTLE = BouncyCastle.context();

    private final AuthorityConfig config;
    private final Clock clock;
    private final Wire wire;
    private final AuthorityKeys keys;
    private final TypedGuard<Answer> guard;

    HttpIdentityAuthority(AuthorityConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
        this.wire = new Wire(config.timeout());
        this.keys = new AuthorityKeys(config.jwks(), wire, clock);
        this.guard = TypedGuard.create(Answer.class)
                .withCircuitBreaker()
                .requestVolumeThreshold(CALLS_WATCHED)
                .failureRatio(FAILING_SHARE)
                .delay(QUIET_SECONDS, ChronoUnit.SECONDS)
                .done()
                .build();
    }

    @Override
    public Answer ask(Claim claim) {
        try {
            return guard.call(() -> exchange(new Question(claim)));
        } catch (CircuitBreakerOpenException e) {
            return unavailable(claim, "BREAKER_OPEN");
        } catch (Unusable e) {
            return unavailable(claim, e.reason.name());
        } catch (Exception e) { // whatever it is, it is not a match
            return unavailable(claim, e.getClass().getSimpleName());
        }
    }

    private Answer exchange(Question question) throws Unusable {
        String signed = wire.post(endpoint(), question.json());
        Instant now = clock.instant();
        return SignedAnswer.read(payload(signed)).to(question, config.provider(), now);
    }

    private URI endpoint() {
        String base = config.url().toString();
        return URI.create((base.endsWith("/") ? base : base + "/") + "v1/identity-checks");
    }

    // The key id selects among the configured keys; keys and addresses inside the answer are not looked at.
    private String payload(String compact) throws Unusable {
        var signed = new JsonWebSignature();
        signed.setProviderContext(BOUNCY_CASTLE);
        signed.setAlgorithmConstraints(new AlgorithmConstraints(
                AlgorithmConstraints.ConstraintType.PERMIT, AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256));
        try {
            signed.setCompactSerialization(compact);
            String keyId = signed.getKeyIdHeaderValue();
            if (keyId == null) {
                throw new Unusable(Unusable.Reason.SIGNATURE);
            }
            signed.setKey(keys.named(keyId));
            return signed.getPayload(); // verifies first
        } catch (JoseException e) {
            throw new Unusable(Unusable.Reason.SIGNATURE);
        }
    }

    private Answer unavailable(Claim claim, String reason) {
        LOG.warnf("identity check %s has no usable answer: %s", claim.requestId(), reason);
        return Answer.unavailable(config.provider(), clock.instant());
    }
}
