package io.shiming.registration.correction;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.shiming.access.Actor;
import io.shiming.access.CallContext;
import io.shiming.access.IdempotencyKey;
import io.shiming.access.SecondReviewer;
import io.shiming.access.policy.Permits;
import io.shiming.access.policy.Probes;
import io.shiming.audit.Act;
import io.shiming.audit.AuditLog;
import io.shiming.audit.Entry;
import io.shiming.identity.PresentedPerson;
import io.shiming.identity.day.StatutoryDay;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.holder.ProvenHolders;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.Vault;
import io.shiming.vault.suite.Unopenable;
import io.shiming.verification.Answer;
import io.shiming.verification.SealedCorrection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Corrects what is recorded of a subscriber: format rules, then the counter, then the authority, then the comparison with the
 * latest version, then one transaction. No connection is held while the authority thinks.
 */
@ApplicationScoped
class Corrections {
    private final CorrectionStatements statements;
    private final ProvenHolders holders;
    private final SealedCorrection comparison;
    private final Permits permits;
    private final Probes probes;
    private final Vault vault;
    private final AuditLog log;
    private final CallContext callContext;
    private final ObjectMapper json;
    private final Clock clock;

    Corrections(
            CorrectionStatements statements,
            ProvenHolders holders,
            SealedCorrection comparison,
            Permits permits,
            Probes probes,
            Vault vault,
            AuditLog log,
            CallContext callContext,
            ObjectMapper json,
            Clock clock) {
        this.statements = statements;
        this.holders = holders;
        this.comparison = comparison;
        this.permits = permits;
        this.probes = probes;
        this.vault = vault;
        this.log = log;
        this.callContext = callContext;
        this.json = json;
        this.clock = clock;
    }

    CorrectionAnswer correct(
            Actor actor,
            IdempotencyKey key,
            UUID registration,
            CorrectionRequest request,
            @Nullable SecondReviewer second) {
        var stated = StatedCorrection.of(actor, second, request);
        var reviewer = second == null ? null : second.actor();
        var shown = actor.isAtCounter()
                ? holders.presented(request.present(), reviewer)
                : holders.documented(request.holder(), reviewer);
        var digest = new RequestDigest(vault.requestDigest(actor.operator(), bytes(registration, request)));
        var asked = new CorrectionStatements.Asked(actor, key, digest, registration, second);
        var context = statements.context(asked, shown.document().number().canonical());
        if (context.replay != null) {
            return context.replay.to(digest, registration);
        }
        context.mustServe();
        var confirmed = holders.mustBeConfirmed(actor, shown);
        return statements
                .write(asked, judged(asked, stated, context, shown, confirmed))
                .to(digest, registration);
    }

    /** The next version. A refusal tells something of the record, so at a counter it is counted. */
    private CorrectionStatements.NextVersion judged(
            CorrectionStatements.Asked asked,
            StatedCorrection stated,
            CorrectionContext context,
            PresentedPerson shown,
            Answer confirmed) {
        var actor = asked.actor();
        try {
            return next(asked, stated, context.mustBeCorrectable(actor), shown, confirmed);
        } catch (Problem told) {
            if (actor.isAtCounter()) probes.count(actor);
            throw told;
        }
    }

    private CorrectionStatements.NextVersion next(
            CorrectionStatements.Asked asked,
            StatedCorrection stated,
            CorrectionContext.Recorded before,
            PresentedPerson shown,
            Answer confirmed) {
        var permit = permits.toVerify(before.operator(), before.person());
        try {
            var corrected =
                    comparison.of(shown, permit, before.key(), before.place(), before.sealed(), before.nextPlace());
            mustCover(asked, stated, before, shown, corrected.fields());
            return next(asked, stated, before, corrected, confirmed);
        } catch (Unopenable altered) {
            throw broken(asked, before);
        }
    }

    /** What was shown and what is sealed were compared: a refusal stands in the person's own part of the log. */
    private void mustCover(
            CorrectionStatements.Asked asked,
            StatedCorrection stated,
            CorrectionContext.Recorded before,
            PresentedPerson shown,
            List<String> fields) {
        try {
            stated.mustCover(fields, shown.bornOn(), StatutoryDay.of(clock.instant()));
        } catch (Problem told) {
            var entry = Entry.by(asked.actor(), Act.IDENTITY_CORRECTED, clock)
                    .purpose(stated.source().purpose, stated.source().basis)
                    .registration(asked.registration());
            callContext.recorded(log.append(entry.aroundSubject(told.code()), before.person()));
            throw told;
        }
    }

    private CorrectionStatements.NextVersion next(
            CorrectionStatements.Asked asked,
            StatedCorrection stated,
            CorrectionContext.Recorded before,
            SealedCorrection.NextIdentity corrected,
            Answer confirmed) {
        var draft = Entry.by(asked.actor(), Act.IDENTITY_CORRECTED, clock);
        var at = clock.instant();
        var columns = stated.columns(corrected.fields(), confirmed);
        var rows = new BoundRows(before.operator(), before.person(), before.registration())
                .identity(before.version() + 1, corrected.sealed(), at, columns);
        if (stated.caseRef() != null) draft.caseRef(stated.caseRef());
        var entry = draft.purpose(stated.source().purpose, stated.source().basis)
                .registration(asked.registration())
                .subject(hex(vault.commitment(before.key(), draft.id())))
                .fields(corrected.fields())
                .requestDigest(hex(asked.digest().bytes()))
                .rowDigest(rows.digests())
                .allowed();
        return new CorrectionStatements.NextVersion(before, corrected.sealed(), columns, entry, rows, at);
    }

    private Problem broken(CorrectionStatements.Asked asked, CorrectionContext.Recorded before) {
        log.append(Entry.by(asked.actor(), Act.INTEGRITY_FAILED, clock)
                .registration(asked.registration())
                .fields(List.of(BoundRows.IDENTITY + before.version() + " EDITED"))
                .failed(Code.INTEGRITY));
        return Problem.of(Code.INTEGRITY);
    }

    private byte[] bytes(UUID registration, CorrectionRequest request) {
        try {
            return json.writeValueAsBytes(List.of("correction", registration, request));
        } catch (JsonProcessingException unwritable) {
            throw Problem.of(Code.INVALID_ARGUMENT);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
