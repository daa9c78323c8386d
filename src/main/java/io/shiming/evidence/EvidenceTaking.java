package io.shiming.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.shiming.access.Actor;
import io.shiming.access.IdempotencyKey;
import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.audit.tree.Hash;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.vault.Vault;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * Takes an image: judges it, draws it again, seals it, and writes it together with the entry that binds it.
 *
 * <p>It is not known yet whose image it is, and it may never belong to a person. So it has a key of its own, made here;
 * the signing that uses it ties that key to the person (decision 055).
 */
@ApplicationScoped
class EvidenceTaking {
    private final EvidenceTable table;
    private final Vault vault;
    private final EvidenceConfig config;
    private final Clock clock;

    EvidenceTaking(EvidenceTable table, Vault vault, EvidenceConfig config, Clock clock) {
        this.table = table;
        this.vault = vault;
        this.config = config;
        this.clock = clock;
    }

    EvidenceAnswer take(Actor actor, IdempotencyKey key, EvidenceKind kind, Annotation annotation, byte[] sent) {
        var digest = digest(actor, kind, annotation, sent);
        var context = table.context(actor, key, StatutoryDay.of(clock.instant()));
        if (context.replay != null) {
            return context.replay.answer(digest, config.usableFor());
        }
        if (context.dealerRefusal != null) {
            throw Problem.of(Code.valueOf(context.dealerRefusal));
        }
        var kept = Picture.redrawn(sent, lines(kind, annotation, context));
        try {
            return keep(actor, key, kind, context, kept, digest);
        } finally {
            Arrays.fill(kept, (byte) 0);
        }
    }

    private EvidenceAnswer keep(
            Actor actor,
            IdempotencyKey key,
            EvidenceKind kind,
            EvidenceTable.Context context,
            byte[] kept,
            byte[] digest) {
        var evidenceKey = vault.newPersonKey(actor.operator(), context.evidence);
        var sealed = vault.seal(evidenceKey, EvidencePlace.of(actor.operator(), context.evidence), kept);
        var draft = Entry.by(actor, Act.EVIDENCE_TAKEN, clock);
        var row = new EvidenceRow(actor, context.evidence, draft.id(), kind, sealed, evidenceKey, clock.instant());
        var entry = draft.purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .subject(HexFormat.of().formatHex(vault.commitment(evidenceKey, draft.id())))
                .requestDigest(HexFormat.of().formatHex(digest))
                .rowDigest(List.of(row.digest()))
                .allowed();
        return table.take(row, key, digest, entry)
                .map(earlier -> earlier.answer(digest, config.usableFor()))
                .orElseGet(() -> new EvidenceAnswer(
                        row.publicId, kind.label(), row.takenAt.plus(config.usableFor()), entry.receipt()));
    }

    private List<String> lines(EvidenceKind kind, Annotation annotation, EvidenceTable.Context context) {
        if (kind == EvidenceKind.COPY) {
            return annotation.linesFor(context.operatorCode, context.operatorName, StatutoryDay.of(clock.instant()));
        }
        if (!annotation.isEmpty()) {
            throw Problem.of(Code.FIELD_NOT_ALLOWED);
        }
        return List.of();
    }

    /** Of the image's hash, so that no more copies of the image are made. */
    private byte[] digest(Actor actor, EvidenceKind kind, Annotation annotation, byte[] sent) {
        var all = kind.label() + annotation + "\n" + Hash.ofLeaf(sent).hex();
        return vault.requestDigest(actor.operator(), all.getBytes(UTF_8));
    }
}
