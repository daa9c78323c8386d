package io.shiming.registration;

import io.shiming.audit.Receipt;
import io.shiming.database.Row;
import io.shiming.limits.Limits;
import io.shiming.limits.OpeningHistory;
import io.shiming.problem.Code;
import io.shiming.problem.Problem;
import io.shiming.registration.application.Application;
import io.shiming.registration.application.UsablePictures;
import io.shiming.registration.store.RegistrationStatus;
import io.shiming.vault.WrappedPersonKey;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the database says before a signing, read in one round trip. */
final class SigningContext {
    final @Nullable Replay replay;
    final long person;
    final boolean personKnown;
    final long registration;
    final @Nullable WrappedPersonKey key;

    /** The index the person is stored under, which an older key may have made; null for a person not known yet. */
    final @Nullable String documentIndex;

    /** The images that the signing may use. */
    final UsablePictures pictures;

    private final @Nullable String dealerRefusal;
    private final boolean noticeCurrent;
    private final boolean numberTaken;
    private final long cards;
    private final @Nullable OpeningHistory openingHistory;

    private SigningContext(Row row) throws SQLException {
        replay = Replay.of(row);
        person = row.number("person");
        personKnown = row.flag("person_known");
        registration = row.number("registration");
        key = row.isNull("wrapped")
                ? null
                : WrappedPersonKey.of(
                        row.bytes("wrapped"), (int) row.number("operator_key_version"), row.bytes("commit_key"));
        documentIndex = row.isNull("document_index") ? null : HexFormat.of().formatHex(row.bytes("document_index"));
        pictures = UsablePictures.read(row.text("evidence"));
        dealerRefusal = row.textOrNull("dealer_refusal");
        noticeCurrent = row.flag("notice_current");
        numberTaken = row.flag("number_taken");
        cards = row.number("mobile_count");
        openingHistory = row.isNull("limits") ? null : OpeningHistory.read(row.text("limits"));
    }

    static SigningContext read(Row row) throws SQLException {
        return new SigningContext(row);
    }

    /** Says no where the counter, the notice or an image is not as it must be; nothing of this tells of a person. */
    void mustServe(Application application) {
        if (dealerRefusal != null) {
            throw Problem.of(Code.valueOf(dealerRefusal));
        }
        if (!noticeCurrent) {
            throw Problem.of(Code.NOTICE_REQUIRED);
        }
        application.pictures.mustBeAmong(pictures);
    }

    /** Says no to one card more; the transaction checks the same again, exactly. */
    void mustPermitCard(Application application, int cardLimit, Limits limits, Instant now) {
        if (application.countsAsCard() && cards >= cardLimit) {
            var refusal = Problem.of(Code.CARD_LIMIT);
            throw openingHistory == null ? refusal : refusal.counting(openingHistory.holdings());
        }
        if (openingHistory != null) {
            limits.mustPermitCard(openingHistory, now);
        }
    }

    /** Refuses a number that is taken, or that has no holder where a line goes on. */
    void mustPermitNumber(Application application) {
        if (numberTaken != application.event.succeeds()) {
            throw Problem.of(numberTaken ? Code.NUMBER_TAKEN : Code.NOT_HOLDER);
        }
    }

    /** The standing that all this was permitted on; null where no card is wanted. */
    @Nullable
    String limits() {
        return openingHistory == null ? null : openingHistory.text();
    }

    /** An earlier write with the same key. */
    static final class Replay {
        private final byte[] digest;
        private final UUID registration;
        private final RegistrationStatus status;
        private final @Nullable String code;
        private final Receipt receipt;

        private Replay(Row row) throws SQLException {
            digest = row.bytes("replay_digest");
            registration = row.uuid("replay_public_id");
            status = RegistrationStatus.valueOf(row.text("replay_status"));
            code = row.textOrNull("replay_code");
            receipt = Receipt.of(row.uuid("replay_entry_id"), row.bytes("replay_leaf_hash"));
        }

        static @Nullable Replay of(Row row) throws SQLException {
            return row.isNull("replay_digest") ? null : new Replay(row);
        }

        /** The same answer again, as the registration stands now; refuses a key that was used for another body. */
        SigningAnswer answer(byte[] sameDigest) {
            if (!Arrays.equals(digest, sameDigest)) {
                throw Problem.of(Code.IDEMPOTENCY_KEY_REUSED);
            }
            if (code != null) {
                throw Problem.of(Code.valueOf(code));
            }
            return SigningAnswer.of(registration, status, receipt);
        }
    }
}
