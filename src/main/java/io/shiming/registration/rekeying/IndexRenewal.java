package io.shiming.registration.rekeying;

import io.shiming.identity.day.StatutoryDay;
import io.shiming.vault.BatchResult;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.IndexedColumns;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;

/** Fills the blind indexes of persons and of lines again from the sealed data: an index cannot be turned back. */
@ApplicationScoped
class IndexRenewal implements IndexedColumns {
    // FOR UPDATE from the start: an index is part of a key, and a lock raised later could meet a signing crosswise.
    private static final String PERSONS = "SELECT " + SealedIdentity.COLUMNS
            + " FROM registry.person p JOIN keyring.person_key k ON k.person_id = p.person_id"
            + " JOIN LATERAL (SELECT * FROM registry.identity_version v WHERE v.person_id = p.person_id"
            + " ORDER BY v.registration_id DESC, v.version DESC LIMIT 1) i ON true"
            + " WHERE p.operator_id = ? AND p.index_version < ? AND p.person_id > ?"
            + " ORDER BY p.person_id LIMIT ? FOR UPDATE OF p SKIP LOCKED";
    private static final String LINES = "SELECT " + SealedIdentity.COLUMNS
            + " FROM registry.registration r JOIN keyring.person_key k ON k.person_id = r.person_id"
            + " JOIN LATERAL (SELECT * FROM registry.identity_version v WHERE v.person_id = r.person_id"
            + " AND v.registration_id = r.registration_id ORDER BY v.version DESC LIMIT 1) i ON true"
            + " WHERE r.operator_id = ? AND r.index_version < ? AND r.person_id > ?"
            + " ORDER BY r.person_id, r.registration_id LIMIT ? FOR UPDATE OF r SKIP LOCKED";
    private static final String PERSONS_LEFT = "SELECT count(*) FROM registry.person p JOIN keyring.person_key"
            + " USING (person_id) WHERE p.operator_id = ? AND p.index_version < ?";
    private static final String LINES_LEFT = "SELECT count(*) FROM registry.registration r JOIN keyring.person_key"
            + " USING (person_id) WHERE r.operator_id = ? AND r.index_version < ?";

    private static final String DEPENDENTS = "SELECT count(*) FROM (SELECT FROM registry.%s r JOIN keyring.person_key"
            + " USING (person_id) WHERE r.operator_id = ? AND r.index_version = ? LIMIT ?) few";

    private static final String HOLDING = "UPDATE registry.%s d SET number_index = ?,"
            + " index_version = ? FROM registry.registration r WHERE r.person_id = ? AND r.registration_id = ?"
            + " AND d.operator_id = r.operator_id AND d.number_index = r.number_index"
            + " AND d.registration_id = r.registration_id";
    private static final String DIRECTORY = HOLDING.formatted("number_directory");
    private static final String PAST_TENURE = HOLDING.formatted("past_tenure");
    private static final String REGISTRATION = "UPDATE registry.registration SET number_index = ?, index_version = ?"
            + " WHERE person_id = ? AND registration_id = ?";

    private final RenewalBatch batch;
    private final Rebinding bindings;
    private final SealRenewal seals;
    private final Vault vault;
    private final Clock clock;

    IndexRenewal(RenewalBatch batch, Rebinding bindings, SealRenewal seals, Vault vault, Clock clock) {
        this.batch = batch;
        this.bindings = bindings;
        this.seals = seals;
        this.vault = vault;
        this.clock = clock;
    }

    @Override
    public long dependents(int operator, IndexKind kind, int keyVersion, int asFarAs) {
        String rows = DEPENDENTS.formatted(kind == IndexKind.DOCUMENT ? "person" : "registration");
        return batch.count(operator, rows, operator, keyVersion, asFarAs);
    }

    @Override
    public long remaining(int operator, IndexKind kind, int keyVersion) {
        return batch.count(operator, kind == IndexKind.DOCUMENT ? PERSONS_LEFT : LINES_LEFT, operator, keyVersion);
    }

    @Override
    public BatchResult reindex(int operator, IndexKind kind, int keyVersion, long after, int atMost) {
        if (vault.toStore(operator, kind, "").keyVersion() != keyVersion) {
            return new BatchResult(after, 0, 0); // this instance does not know the key yet; the next pass does it
        }
        return batch.run(
                operator,
                kind == IndexKind.DOCUMENT ? PERSONS : LINES,
                SealedIdentity::read,
                kind == IndexKind.DOCUMENT ? this::person : this::line,
                operator,
                keyVersion,
                after,
                atMost);
    }

    /** The person's index is bound with each of the person's contracts. */
    private void person(SealedIdentity identity, Connection connection) throws SQLException {
        var today = StatutoryDay.of(clock.instant());
        var index =
                seals.made(identity, record -> index(identity, IndexKind.DOCUMENT, record.documentCanonical(today)));
        Rebinding.Change change = () -> RenewalBatch.execute(
                connection,
                "UPDATE registry.person SET document_index = ?, index_version = ? WHERE person_id = ?",
                index.bytes(),
                (short) index.keyVersion(),
                identity.person());
        bindings.contracts(connection, identity.operator(), identity.person(), change);
    }

    /** The registration's row last: the others are found by the index that it still has. */
    private void line(SealedIdentity identity, Connection connection) throws SQLException {
        var index = seals.made(identity, record -> index(identity, IndexKind.NUMBER, record.serviceNumber()));
        bindings.contracts(connection, identity.operator(), identity.person(), List.of(identity.registration()), () -> {
            for (String statement : List.of(DIRECTORY, PAST_TENURE, REGISTRATION)) {
                RenewalBatch.execute(
                        connection,
                        statement,
                        index.bytes(),
                        (short) index.keyVersion(),
                        identity.person(),
                        identity.registration());
            }
        });
    }

    private BlindIndex index(SealedIdentity identity, IndexKind kind, String canonical) {
        return vault.toStore(identity.operator(), kind, canonical);
    }
}
