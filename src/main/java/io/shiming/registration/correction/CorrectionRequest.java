package io.shiming.registration.correction;

import io.shiming.registration.application.PartyBlocks;
import io.shiming.registration.application.SigningRequest;
import io.shiming.registration.holder.HolderRequest;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A correction. The person is given as the document shows it, whole; what differs from the record is corrected.
 *
 * @param reason a code of {@code rules/correction-reasons.csv}
 * @param source what the correction rests on: at a counter {@code document_shown}, else another one
 * @param caseRef of an officer: the case, 1 to 64 of letters, digits and {@code ._/-}
 * @param holder name, document and address as the document shows them
 * @param capture at a counter: how the document was read
 * @param match at a counter: the comparison of the person with the document
 */
record CorrectionRequest(
        @Nullable String reason,

        @Schema(enumeration = {"document_shown", "subject_request", "authority_notice", "court_decision", "own_check"})
        @Nullable
        String source,

        @Nullable String caseRef,
        PartyBlocks.@Nullable Subscriber holder,
        PartyBlocks.@Nullable Capture capture,
        SigningRequest.@Nullable Match match) {

    /** The person at the counter. */
    HolderRequest present() {
        return new HolderRequest(holder, capture, match);
    }

    @Override
    public String toString() {
        return "CorrectionRequest[withheld]";
    }
}
