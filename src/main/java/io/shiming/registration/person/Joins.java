package io.shiming.registration.person;

import io.agroal.api.AgroalDataSource;
import io.shiming.access.Actor;
import io.shiming.access.policy.Permits;
import io.shiming.audit.Act;
import io.shiming.database.FunctionCall;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.person.Join.Basis;
import io.shiming.registration.store.PublicIds;
import io.shiming.vault.AgreedDigest;
import io.shiming.vault.BlindIndex;
import io.shiming.vault.IndexKind;
import io.shiming.vault.Vault;
import io.shiming.verification.SealedClaims;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Joins two documents. Nothing closes and no registration moves: from then on limits, own numbers, proofs, orders, holds and
 * erasure go by all documents of the person. Within the caller's transaction.
 */
@ApplicationScoped
class Joins {
    private final AgroalDataSource source;
    private final JoinEntries entries;
    private final SealedClaims claims;
    private final AgreedDigest digests;
    private final Permits permits;
    private final Vault vault;
    private final PublicIds ids;
    private final Clock clock;

    Joins(
            AgroalDataSource source,
            JoinEntries entries,
            SealedClaims claims,
            AgreedDigest digests,
            Permits permits,
            Vault vault,
            PublicIds ids,
            Clock clock) {
        this.source = source;
        this.entries = entries;
        this.claims = claims;
        this.digests = digests;
        this.permits = permits;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /** Joins documents that one holder has shown and the authority has confirmed, by their canonical numbers. */
    JoinView shown(Actor clerk, String colleague, String known, String other) {
        var pair = pair(
                clerk,
                FunctionCall.of("registry.join_context")
                        .with("p_document_indexes", indexes(clerk, known))
                        .with("p_other_indexes", indexes(clerk, other)));
        boolean agreed = digests.agreed();
        var join = new Join(
                ids.next(),
                pair.other(),
                pair.otherRegistration(),
                Basis.COUNTER,
                null,
                agreed ? digests.of(known) : null,
                agreed ? digests.of(other) : null,
                clerk.actor(),
                colleague,
                clock.instant());
        return write(clerk, pair, join);
    }

    /** Joins the documents that these registrations were signed with, on a case. */
    JoinView decided(Actor officer, UUID registration, UUID otherRegistration, String caseRef) {
        var pair = pair(
                officer,
                FunctionCall.of("registry.join_context")
                        .with("p_registration", registration)
                        .with("p_other_registration", otherRegistration));
        var join = new Join(
                ids.next(),
                pair.other(),
                pair.otherRegistration(),
                Basis.CASE,
                caseRef,
                digest(pair.sealed()),
                digest(pair.otherSealed()),
                officer.actor(),
                null,
                clock.instant());
        return write(officer, pair, join);
    }

    private DocumentPair pair(Actor actor, FunctionCall call) {
        return call
                .with("p_operator", (short) actor.operator())
                .rows(source, row -> DocumentPair.read(actor.operator(), row))
                .stream()
                .findFirst()
                .orElseThrow(() -> Problem.of(Code.NOT_FOUND));
    }

    private JoinView write(Actor actor, DocumentPair pair, Join join) {
        var rows = new BoundRows(actor.operator(), pair.person(), pair.registration())
                .add(BoundRows.JOIN + pair.ordinal(), join.columns());
        var receipt = entries.of(actor, Act.PERSONS_JOINED, join.caseRef())
                .bound(pair.person(), pair.publicId(), rows, entry -> FunctionCall.of("registry.join_people")
                        .with("p_operator", (short) actor.operator())
                        .with("p_person", pair.person())
                        .with("p_registration", pair.registration())
                        .with("p_ordinal", pair.ordinal())
                        .with("p_join", join.id())
                        .with("p_other", pair.other())
                        .with("p_other_registration", pair.otherRegistration())
                        .with("p_basis", join.basis().name())
                        .with("p_case", join.caseRef())
                        .with("p_digest", join.digest())
                        .with("p_other_digest", join.otherDigest())
                        .with("p_joined_by", join.joinedBy())
                        .with("p_agreed_by", join.agreedBy())
                        .with("p_entry_id", entry)
                        .with("p_row_salt", rows.salt())
                        .with("p_at", join.joinedAt())
                        .row(source, row -> true));
        entries.of(actor, Act.PERSONS_JOINED, join.caseRef()).about(pair.other(), pair.otherPublicId());
        return new JoinView(join.id(), pair.publicId(), pair.otherPublicId(), "JOINED", receipt);
    }

    private @Nullable String digest(SealedDocument document) {
        var place = document.place();
        return claims.digest(
                permits.toVerify(place.operator(), place.person()), document.key(), place, document.sealed());
    }

    private byte[][] indexes(Actor actor, String canonicalDocument) {
        return vault.toFind(actor.operator(), IndexKind.DOCUMENT, canonicalDocument).stream()
                .map(BlindIndex::bytes)
                .toArray(byte[][]::new);
    }
}
