package io.shiming.registration.rekeying;

import io.shiming.identity.Party;
import io.shiming.identity.PartyRole;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.registration.integrity.Bound;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.vault.BatchResult;
import io.shiming.vault.IndexKind;
import io.shiming.vault.IndexedColumns;
import io.shiming.vault.Vault;
import io.shiming.vault.suite.Unopenable;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;

/** Fills the blind indexes of parties again from the identity that is sealed with their registration. */
@ApplicationScoped
class PartyIndexRenewal implements IndexedColumns {
    private static final String PARTIES = "SELECT " + SealedIdentity.COLUMNS + ", q.role"
            + " FROM registry.party q JOIN keyring.person_key k ON k.person_id = q.person_id"
            + " JOIN LATERAL (SELECT * FROM registry.identity_version v WHERE v.person_id = q.person_id"
            + " AND v.registration_id = q.registration_id ORDER BY v.version DESC LIMIT 1) i ON true"
            + " WHERE q.operator_id = ? AND q.index_version < ? AND q.person_id > ?"
            + " ORDER BY q.person_id, q.registration_id, q.role LIMIT ? FOR UPDATE OF q SKIP LOCKED";
    private static final String LEFT = "SELECT count(*) FROM registry.party q JOIN keyring.person_key"
            + " USING (person_id) WHERE q.operator_id = ? AND q.index_version < ?";
    private static final String DEPENDENTS = "SELECT count(*) FROM (SELECT FROM registry.party q"
            + " JOIN keyring.person_key USING (person_id) WHERE q.operator_id = ? AND q.index_version = ? LIMIT ?) few";
    private static final String RENEW = "UPDATE registry.party SET document_index = ?, index_version = ?"
            + " WHERE person_id = ? AND registration_id = ? AND role = ?";
    private static final String REBIND = "UPDATE registry.party SET entry_id = ?, row_salt = ?"
            + " WHERE person_id = ? AND registration_id = ? AND role = '%s'";

    private final RenewalBatch batch;
    private final Rebinding bindings;
    private final SealRenewal seals;
    private final Vault vault;
    private final Clock clock;

    PartyIndexRenewal(RenewalBatch batch, Rebinding bindings, SealRenewal seals, Vault vault, Clock clock) {
        this.batch = batch;
        this.bindings = bindings;
        this.seals = seals;
        this.vault = vault;
        this.clock = clock;
    }

    /** A party's row, with the identity that its person is sealed in. */
    private record SealedParty(SealedIdentity identity, PartyRole role) {
        static SealedParty read(int operator, ResultSet row) throws SQLException {
            return new SealedParty(SealedIdentity.read(operator, row), PartyRole.of(row.getString("role")));
        }

        /** Its row, as an entry binds it. */
        Bound bound() {
            return Bound.of(
                    identity.operator(),
                    BoundRows.PARTY + role.label(),
                    REBIND.formatted(role.label()),
                    identity.person(),
                    identity.registration());
        }
    }

    @Override
    public long dependents(int operator, IndexKind kind, int keyVersion, int asFarAs) {
        return kind == IndexKind.DOCUMENT ? batch.count(operator, DEPENDENTS, operator, keyVersion, asFarAs) : 0;
    }

    @Override
    public long remaining(int operator, IndexKind kind, int keyVersion) {
        return kind == IndexKind.DOCUMENT ? batch.count(operator, LEFT, operator, keyVersion) : 0;
    }

    @Override
    public BatchResult reindex(int operator, IndexKind kind, int keyVersion, long after, int atMost) {
        if (kind != IndexKind.DOCUMENT || vault.toStore(operator, kind, "").keyVersion() != keyVersion) {
            return new BatchResult(after, 0, 0); // this instance may not know the key yet; the next pass does it
        }
        return batch.run(operator, PARTIES, SealedParty::read, this::renew, operator, keyVersion, after, atMost);
    }

    private void renew(SealedParty party, Connection connection) throws SQLException {
        var identity = party.identity();
        var today = StatutoryDay.of(clock.instant());
        var canonical = seals.made(identity, record -> record.parties().stream()
                .filter(each -> each.role() == party.role())
                .findFirst()
                .map(Party::person)
                .orElseThrow(Unopenable::new)
                .documentCanonical(today));
        var index = vault.toStore(identity.operator(), IndexKind.DOCUMENT, canonical);
        bindings.row(
                connection,
                party.bound(),
                () -> RenewalBatch.execute(
                        connection,
                        RENEW,
                        index.bytes(),
                        (short) index.keyVersion(),
                        identity.person(),
                        identity.registration(),
                        party.role().label()));
    }
}
