package io.shiming.evidence;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduled;
import io.shiming.audit.ServiceItself;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Cause;
import io.shiming.vault.KeyErasure;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.jboss.logging.Logger;

/**
 * Erases the images that no signing used: first the key, which makes the image unreadable in every backup, then the row.
 * A round that stops between the two is finished by the next.
 */
@ApplicationScoped
class UnusedEvidence {
    private static final Logger LOG = Logger.getLogger(UnusedEvidence.class);
    private static final int AT_MOST = 200;

    private final AgroalDataSource source;
    private final KeyErasure keys;
    private final EvidenceConfig config;
    private final Clock clock;

    UnusedEvidence(AgroalDataSource source, KeyErasure keys, EvidenceConfig config, Clock clock) {
        this.source = source;
        this.keys = keys;
        this.config = config;
        this.clock = clock;
    }

    private record Unused(int operator, long evidence) {}

    @Scheduled(
            identity = "unused-evidence",
            every = "${shiming.evidence.erase-every:60s}",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void erase() {
        try {
            FunctionCall.of("registry.unused_evidence")
                    .with("p_before", clock.instant().minus(config.unusedErasedAfter()))
                    .with("p_most", AT_MOST)
                    .rows(source, row -> new Unused((int) row.number("operator"), row.number("evidence")))
                    .forEach(this::erase);
        } catch (RuntimeException failure) {
            LOG.warnf("unused images wait for the next round: %s", Cause.named(failure));
        }
    }

    private void erase(Unused unused) {
        keys.destroy(new ServiceItself(unused.operator, "unused-evidence"), unused.evidence);
        FunctionCall.of("registry.forget_unused_evidence")
                .with("p_operator", (short) unused.operator)
                .with("p_evidence", unused.evidence)
                .row(source, row -> true);
    }
}
