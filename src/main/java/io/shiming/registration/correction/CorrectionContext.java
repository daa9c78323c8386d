package io.shiming.registration.correction;

import io.shiming.access.Actor;
import io.shiming.audit.Receipt;
import io.shiming.database.Row;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.store.IdentityPlace;
import io.shiming.registration.store.RequestDigest;
import io.shiming.vault.Place;
import io.shiming.vault.Sealed;
import io.shiming.vault.WrappedPersonKey;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database says before a correction, read in one round trip. */
final class CorrectionContext {
    final @Nullable Written replay;
    private final @Nullable String dealerRefusal;
    private final @Nullable Recorded recorded;
    private final boolean sameDocument;
    private final boolean correctable;
    private final boolean serviceOver;

    private CorrectionContext(int operator, Row row) throws SQLException {
        replay = row.isNull("replay_digest") ? null : Written.read(row);
        dealerRefusal = row.textOrNull("dealer_refusal");
        recorded = row.isNull("sealed") ? null : Recorded.read(operator, row);
        sameDocument = recorded != null && row.flag("same_document");
        correctable = recorded != null && !row.flag("organisation") && "ACTIVE".equals(row.text("registration_status"));
        serviceOver = "CLOSED".equals(row.textOrNull("line_status"));
    }

    static CorrectionContext read(int operator, Row row) throws SQLException {
        return new CorrectionContext(operator, row);
    }

    /** Says no where the counter is not as it must be; nothing of this tells of a person. */
    void mustServe() {
        if (dealerRefusal != null) {
            throw Problem.of(Code.valueOf(dealerRefusal));
        }
    }

    /**
     * The record, if it may be corrected by the document that was shown. At a counter an unknown registration, another person's
     * and one whose service is over are refused alike.
     */
    Recorded mustBeCorrectable(Actor actor) {
        var found = recorded;
        if (found == null || (actor.isAtCounter() && serviceOver)) {
            throw Problem.of(actor.isAtCounter() ? Code.CORRECTION_OTHER_DOCUMENT : Code.NOT_FOUND);
        }
        if (!sameDocument) {
            throw Problem.of(Code.CORRECTION_OTHER_DOCUMENT);
        }
        if (!correctable) {
            throw Problem.of(Code.CORRECTION_NOT_POSSIBLE);
        }
        return found;
    }

    /** The latest version of an identity, still sealed. */
    record Recorded(int operator, long person, long registration, int version, Sealed sealed, WrappedPersonKey key) {
        private static Recorded read(int operator, Row row) throws SQLException {
            return new Recorded(
                    operator,
                    row.number("person"),
                    row.number("registration"),
                    (int) row.number("version"),
                    Sealed.of(row.bytes("sealed")),
                    WrappedPersonKey.of(
                            row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key")));
        }

        Place place() {
            return IdentityPlace.of(operator, person, registration, version);
        }

        Place nextPlace() {
            return IdentityPlace.of(operator, person, registration, version + 1);
        }
    }

    /** What is answered, and the digest of the first request if this one repeats it. */
    static final class Written {
        private final byte @Nullable [] digest;
        private final CorrectionAnswer answer;

        private Written(Row row) throws SQLException {
            digest = row.isNull("replay_digest") ? null : row.bytes("replay_digest");
            answer = new CorrectionAnswer(
                    row.uuid("replay_public_id"),
                    (int) row.number("replay_version"),
                    List.of(row.text("replay_fields").split(",", -1)),
                    row.instant("replay_at"),
                    Receipt.of(row.uuid("replay_entry_id"), row.bytes("replay_leaf_hash")));
        }

        static Written read(Row row) throws SQLException {
            return new Written(row);
        }

        /** The answer, or IDEMPOTENCY_KEY_REUSED if the key was used for another request. */
        CorrectionAnswer to(RequestDigest same, UUID registration) {
            boolean repeated = digest == null || Arrays.equals(digest, same.bytes());
            if (!repeated || !answer.registrationId().equals(registration)) {
                throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
            }
            return answer;
        }
    }
}
