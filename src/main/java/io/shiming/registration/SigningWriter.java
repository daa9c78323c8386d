package io.shiming.registration;

import io.shiming.audit.Act;
import io.shiming.audit.Entry;
import io.shiming.audit.LegalBasis;
import io.shiming.audit.Purpose;
import io.shiming.registration.application.Application;
import io.shiming.registration.integrity.BoundRows;
import io.shiming.registration.line.CurrentLine;
import io.shiming.registration.line.LineState;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.registration.store.PublicIds;
import io.shiming.registration.store.RegistrationStatus;
import io.shiming.vault.Sealed;
import io.shiming.vault.Vault;
import io.shiming.vault.WrappedPersonKey;
import io.shiming.verification.Answer;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is permitted and answered is sealed, bound to its entry and written, in one transaction. */
@ApplicationScoped
class SigningWriter {
    private final SigningStatements signingStatements;
    private final Succession succession;
    private final Vault vault;
    private final PublicIds ids;
    private final Clock clock;

    SigningWriter(SigningStatements signingStatements, Succession succession, Vault vault, PublicIds ids, Clock clock) {
        this.signingStatements = signingStatements;
        this.succession = succession;
        this.vault = vault;
        this.ids = ids;
        this.clock = clock;
    }

    /** The answer; an earlier one if a twin was first. */
    SigningAnswer write(SigningAttempt attempt, SigningContext context, @Nullable CurrentLine before, Answer answer) {
        int operator = attempt.actor().operator();
        var key = context.key == null ? vault.newPersonKey(operator, context.person) : context.key;
        var plain = attempt.application().identity().toBytes();
        try {
            var place = IdentityPlace.of(operator, context.person, context.registration, 1);
            var sealed = vault.seal(key, place, plain);
            return write(attempt, context, before, answer, key, sealed);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }

    private SigningAnswer write(
            SigningAttempt attempt,
            SigningContext context,
            @Nullable CurrentLine before,
            Answer answer,
            WrappedPersonKey key,
            Sealed sealed) {
        var status = status(attempt.application(), answer);
        var draft = Entry.by(attempt.actor(), act(status), clock);
        var at = clock.instant();
        var indexes = signingStatements.indexes(attempt.actor(), attempt.application(), at);
        var rows = rows(attempt, context, before, answer, indexes, sealed, at);
        if (attempt.application().applicant.failsACheck()) {
            draft.fields(List.of("documentNumber WARN_CHECK")); // regulation section 4, row 19
        }
        var entry = draft.purpose(Purpose.REGISTRATION, LegalBasis.LEGAL_DUTY)
                .registration(attempt.publicId())
                .subject(hex(vault.commitment(key, draft.id())))
                .requestDigest(hex(attempt.digest().bytes()))
                .rowDigest(rows.digests())
                .allowed();
        var signed = new SigningWrite(attempt, context, key, indexes, sealed, answer, ids.next(), entry, rows, at);
        var replay = before == null ? signingStatements.sign(signed) : succession.write(signed, before);
        return replay.map(earlier -> earlier.answer(attempt.digest().bytes()))
                .orElseGet(() -> SigningAnswer.of(attempt.publicId(), status, entry.receipt()));
    }

    private static BoundRows rows(
            SigningAttempt attempt,
            SigningContext context,
            @Nullable CurrentLine before,
            Answer answer,
            SigningIndexes indexes,
            Sealed sealed,
            Instant at) {
        var application = attempt.application();
        var rows = new BoundRows(attempt.actor().operator(), context.person, context.registration)
                .contract(
                        SigningColumn.of(attempt, at),
                        hex(indexes.number().bytes()),
                        context.documentIndex == null ? hex(indexes.document().bytes()) : context.documentIndex,
                        application.applicant.organisation())
                .identity(1, sealed, at);
        var pictures = context.pictures.inOrder(application.pictures.ids());
        for (int i = 0; i < pictures.size(); i++) {
            rows.add(BoundRows.EVIDENCE + (i + 1), pictures.get(i).columns());
        }
        if (passed(answer)) {
            var line = LineState.opened(application.service.label(), answer, at);
            rows.add(BoundRows.LINE, line.columns());
        }
        for (var party : indexes.parties()) {
            rows.party(party.role().label(), party.columns());
        }
        if (before != null) {
            rows.add(BoundRows.SUCCESSION, Succession.columns(application, before));
        }
        return rows;
    }

    private static RegistrationStatus status(Application application, Answer answer) {
        if (application.reviewReasons.open()) {
            return RegistrationStatus.REVIEW;
        }
        return passed(answer) ? RegistrationStatus.ACTIVE : RegistrationStatus.PENDING;
    }

    private static Act act(RegistrationStatus status) {
        return switch (status) {
            case ACTIVE -> Act.REGISTRATION_SIGNED;
            case REVIEW -> Act.REGISTRATION_TO_REVIEW;
            default -> Act.REGISTRATION_PENDED;
        };
    }

    private static boolean passed(Answer answer) {
        return answer.result() == Answer.Result.MATCH;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
