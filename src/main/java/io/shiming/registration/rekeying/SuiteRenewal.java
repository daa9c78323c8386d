package io.shiming.registration.rekeying;

import io.shiming.vault.BatchResult;
import io.shiming.vault.SealedColumns;
import io.shiming.vault.Vault;
import io.shiming.vault.suite.Suite;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/**
 * Seals identities again that are sealed in another suite, or under a key for which the person has a newer one. The
 * envelope's second byte is the number of the suite; the third and fourth are the version of the key.
 */
@ApplicationScoped
class SuiteRenewal implements SealedColumns {
    private static final String OLD = "(substring(i.sealed FROM 2 FOR 1) <> ?"
            + " OR substring(i.sealed FROM 3 FOR 2) <> keyring.newest_version(k.wrapped))";
    private static final String PERSONS = "SELECT DISTINCT i.person_id FROM registry.registration i"
            + " JOIN keyring.person_key k USING (person_id) WHERE i.operator_id = ? AND i.person_id > ?"
            + " ORDER BY i.person_id LIMIT ?";
    private static final String SEALS = "SELECT " + SealedIdentity.COLUMNS
            + " FROM registry.identity_version i JOIN registry.registration r USING (person_id, registration_id)"
            + " JOIN keyring.person_key k ON k.person_id = i.person_id"
            + " WHERE i.operator_id = ? AND " + OLD + " AND i.person_id > ?"
            + " ORDER BY i.person_id, i.registration_id, i.version LIMIT ? FOR UPDATE OF r SKIP LOCKED";
    private static final String LEFT = "SELECT count(*) FROM registry.identity_version i JOIN keyring.person_key k"
            + " USING (person_id) WHERE i.operator_id = ? AND " + OLD;

    private final RenewalBatch batch;
    private final Rebinding bindings;
    private final SealRenewal seals;
    private final Vault vault;

    SuiteRenewal(RenewalBatch batch, Rebinding bindings, SealRenewal seals, Vault vault) {
        this.batch = batch;
        this.bindings = bindings;
        this.seals = seals;
        this.vault = vault;
    }

    @Override
    public Set<String> tables() {
        return Set.of("registry.registration", "registry.corrected_identity");
    }

    @Override
    public List<Long> persons(int operator, long after, int atMost) {
        return batch.numbers(operator, PERSONS, operator, after, atMost);
    }

    @Override
    public long remaining(int operator, Suite suite) {
        return batch.count(operator, LEFT, operator, number(suite));
    }

    @Override
    public BatchResult reseal(int operator, Suite suite, long after, int atMost) {
        if (vault.suite() != suite) {
            return new BatchResult(after, 0, 0); // ordered before this instance's configuration was changed
        }
        return batch.run(operator, SEALS, SealedIdentity::read, this::seal, operator, number(suite), after, atMost);
    }

    /** A suite as the second byte of an envelope has it. */
    static byte[] number(Suite suite) {
        return new byte[] {(byte) suite.number()};
    }

    private void seal(SealedIdentity identity, Connection connection) throws SQLException {
        bindings.row(
                connection,
                identity.bound(),
                () -> RenewalBatch.execute(
                        connection,
                        "SELECT registry.reseal(?, ?, ?, ?)",
                        identity.person(),
                        identity.registration(),
                        identity.version(),
                        seals.again(identity.key(), identity.place(), identity.sealed())
                                .bytes()));
    }
}
