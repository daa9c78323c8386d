package io.shiming.registration.holder;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.access.Actor;
import io.shiming.access.OperatorTransaction;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.Receipt;
import io.shiming.audit.search.AuditProofs;
import io.shiming.registration.holder.SubjectProof.ProvenEntry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** Hands a proven holder the key to the own part of the log, its entries and their proofs. */
@ApplicationScoped
class SubjectProofs {
    private static final int MOST_ENTRIES = 200;

    private static final String KEY = "SELECT commit_key FROM keyring.person_key WHERE person_id = :person";

    /** What is done for an authority stays a secret of the authority's case: lookups by order, and holds. */
    private static final String TOLD =
            " FROM audit.entry e WHERE e.person_id = :person AND e.purpose IS DISTINCT FROM 'LAWFUL_ORDER'"
                    + " AND e.act <> 'LEGAL_HOLD_CHANGED'";

    private static final String COUNT = "SELECT count(*)" + TOLD;

    private static final String ENTRIES = "SELECT entry_id, bytes FROM (SELECT e.entry_id, e.bytes" + TOLD
            + " ORDER BY e.entry_id DESC LIMIT :most) newest ORDER BY entry_id";

    private final EntityManager entities;
    private final OperatorTransaction transaction;
    private final ProvenRegistrations proven;
    private final AuditProofs proofs;
    private final AuditLog log;
    private final Clock clock;

    SubjectProofs(
            EntityManager entities,
            OperatorTransaction transaction,
            ProvenRegistrations proven,
            AuditProofs proofs,
            AuditLog log,
            Clock clock) {
        this.entities = entities;
        this.transaction = transaction;
        this.proven = proven;
        this.proofs = proofs;
        this.log = log;
        this.clock = clock;
    }

    /** A person's own part of the log as it was, and the receipt of the entry that says it was given. */
    private record Part(String key, long count, List<Object[]> entries, Receipt receipt) {}

    /** NOT_FOUND unless the query proves the holder of that registration. The entry is durable before anything is told. */
    SubjectProof of(Actor actor, UUID query, UUID registration) {
        var part = transaction.run(actor, () -> {
            return read(
                    actor, registration, proven.of(actor, query, registration).person());
        });
        var ids = part.entries.stream().map(row -> (UUID) row[0]).toList();
        var proven = proofs.proofs(actor.operator(), ids);
        var entries = part.entries.stream()
                .map(row -> new ProvenEntry(new String((byte[]) row[1], UTF_8), proven.get((UUID) row[0])))
                .toList();
        return new SubjectProof(List.of(proofs.verifierKey().split("\n")), part.key, part.count, entries, part.receipt);
    }

    @SuppressWarnings("unchecked")
    private Part read(Actor actor, UUID registration, long person) {
        var key = (byte[])
                entities.createNativeQuery(KEY).setParameter("person", person).getSingleResult();
        var count = (Number)
                entities.createNativeQuery(COUNT).setParameter("person", person).getSingleResult();
        List<Object[]> entries = entities.createNativeQuery(ENTRIES)
                .setParameter("person", person)
                .setParameter("most", MOST_ENTRIES)
                .getResultList();
        var entry = Entry.by(actor, Act.SUBJECT_PROOF_GIVEN, clock)
                .purpose(Purpose.DATA_SUBJECT_REQUEST, LegalBasis.PERSONS_OWN_REQUEST)
                .registration(registration)
                .count(entries.size())
                .aroundSubject();
        return new Part(HexFormat.of().formatHex(key), count.longValue(), entries, log.appendWithin(entry, person));
    }
}
