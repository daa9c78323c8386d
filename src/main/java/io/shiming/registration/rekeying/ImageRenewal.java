package io.shiming.registration.rekeying;

import io.shiming.evidence.EvidenceConfig;
import io.shiming.vault.BatchResult;
import io.shiming.vault.SealedColumns;
import io.shiming.vault.Vault;
import io.shiming.vault.suite.Suite;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * Seals images again, each under the image's own key. An image that a signing may be using just now is left for a later
 * round: the entry of the signing binds the ciphertext that it has seen.
 */
@ApplicationScoped
class ImageRenewal implements SealedColumns {
    /** Images are held in memory while they are sealed again: two mebibytes each, with what is made of them. */
    private static final int AT_ONCE = 8;

    /** Between looking at an image and using it lies a question to the authority. */
    private static final Duration SIGNING = Duration.ofMinutes(10);

    private static final String OF =
            " FROM registry.evidence e JOIN keyring.person_key k ON k.person_id = e.evidence_id"
                    + " WHERE e.operator_id = ?";
    private static final String OLD = " AND (substring(e.sealed FROM 2 FOR 1) <> ?"
            + " OR substring(e.sealed FROM 3 FOR 2) <> keyring.newest_version(k.wrapped))";
    private static final String KEYS = "SELECT e.evidence_id" + OF + " AND e.evidence_id > ? ORDER BY 1 LIMIT ?";
    private static final String SEALS = "SELECT " + SealedImage.COLUMNS + OF + OLD + " AND e.evidence_id > ?"
            + " AND (e.person_id IS NOT NULL OR e.referral_id IS NOT NULL OR e.taken_at < ?)"
            + " ORDER BY e.evidence_id LIMIT ? FOR UPDATE OF e SKIP LOCKED";
    private static final String LEFT = "SELECT count(*)" + OF + OLD;
    private static final String RESEAL = "SELECT registry.reseal_evidence(?, ?)";

    private final RenewalBatch batch;
    private final Rebinding bindings;
    private final SealRenewal seals;
    private final Vault vault;
    private final EvidenceConfig config;
    private final Clock clock;

    ImageRenewal(
            RenewalBatch batch,
            Rebinding bindings,
            SealRenewal seals,
            Vault vault,
            EvidenceConfig config,
            Clock clock) {
        this.batch = batch;
        this.bindings = bindings;
        this.seals = seals;
        this.vault = vault;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public Set<String> tables() {
        return Set.of("registry.evidence");
    }

    /** An image is its own person: the ids are from one sequence. */
    @Override
    public List<Long> persons(int operator, long after, int atMost) {
        return batch.numbers(operator, KEYS, operator, after, atMost);
    }

    @Override
    public long remaining(int operator, Suite suite) {
        return batch.count(operator, LEFT, operator, SuiteRenewal.number(suite));
    }

    @Override
    public BatchResult reseal(int operator, Suite suite, long after, int atMost) {
        if (vault.suite() != suite) {
            return new BatchResult(after, 0, 0); // ordered before this instance's configuration was changed
        }
        var step = new BatchResult(after, 0, 0);
        int some;
        int seen = 0;
        int damaged = 0;
        do {
            some = Math.min(AT_ONCE, atMost - seen);
            step = few(operator, suite, step.last(), some);
            seen += step.seen();
            damaged += step.damaged();
        } while (step.seen() == some && seen < atMost);
        return new BatchResult(step.last(), seen, damaged);
    }

    private BatchResult few(int operator, Suite suite, long after, int atMost) {
        return batch.run(
                operator,
                SEALS,
                SealedImage::read,
                this::seal,
                operator,
                SuiteRenewal.number(suite),
                after,
                noLongerUsable(),
                atMost);
    }

    private OffsetDateTime noLongerUsable() {
        return clock.instant().minus(config.usableFor()).minus(SIGNING).atOffset(ZoneOffset.UTC);
    }

    private void seal(SealedImage image, Connection connection) throws SQLException {
        var again = seals.again(image.key(), image.place(), image.sealed());
        bindings.row(
                connection,
                image.bound(),
                () -> RenewalBatch.execute(connection, RESEAL, image.evidence(), again.bytes()));
    }
}
