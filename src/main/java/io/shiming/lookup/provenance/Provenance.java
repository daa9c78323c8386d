package io.shiming.lookup.provenance;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.shiming.identity.IdentityRecord;
import io.shiming.registration.ConsentReceipt;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is stored about how a registration came about. A group that was not asked for is absent, and so is one of which
 * nothing is stored.
 *
 * @param verification what the authority answered
 * @param capture how the document's data came in
 * @param comparison the comparison of person and document
 * @param review the decision of a second person on the application
 * @param counter where and by which clerk it was signed
 * @param contract the contract and its event
 * @param consent the receipt of what the subscriber was told and agreed to
 * @param history the states of registration and line, and what the number came from and went to
 * @param lines all registrations of the person, without their numbers
 * @param versions the versions of the identity, without what they hold
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provenance(
        @Nullable Verified verification,
        @Nullable Captured capture,
        @Nullable Compared comparison,
        @Nullable Reviewed review,
        @Nullable SignedAt counter,
        @Nullable Signed contract,
        @Nullable ConsentReceipt consent,
        @Nullable History history,
        @Nullable List<HeldLine> lines,
        @Nullable List<IdentityVersion> versions) {
    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new JavaTimeModule()).build();

    /**
     * The answer of the authority that permits the line.
     *
     * @param provider which of the providers answered
     * @param checkId the provider's own id of the check
     */
    public record Verified(String result, String provider, String checkId, Instant checkedAt) {}

    /**
     * How the document's data came in.
     *
     * @param method reader, nfc, mrz or manual
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Captured(
            @Nullable String method, @Nullable String device) {}

    /**
     * The comparison of person and document.
     *
     * @param by face or clerk
     * @param result pass, or manual where the device could not tell and people decided
     * @param score 0 to 100, as the vendor's system counts
     * @param reviewer the colleague at the counter who looked at documents and person too
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Compared(
            @Nullable String by,
            @Nullable String result,
            @Nullable String vendor,
            @Nullable Integer score,
            @Nullable String reviewer) {}

    /** The review of an application that a second person had to look at. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reviewed(
            List<String> reasons,
            Instant askedAt,
            @Nullable String decision,
            @Nullable String reviewer,
            @Nullable Instant decidedAt) {}

    /** Where and by which clerk it was signed. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SignedAt(
            String dealer,
            String store,
            String clerk,
            @Nullable String terminal) {}

    /**
     * The contract.
     *
     * @param event what was signed for: open, install, transfer and so on
     * @param code why it came to nothing, if it did
     * @param entryId the log's entry of the signing
     * @param signature the applicant's signature, as far as the counter stated one
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Signed(
            String contractRef,
            String event,
            @Nullable String productClass,
            Instant signedAt,
            @Nullable Instant decidedAt,
            @Nullable String code,
            @Nullable UUID entryId,
            ConsentReceipt.@Nullable Signature signature) {}

    /**
     * What became of registration and line.
     *
     * @param predecessor the registration that the number came from
     * @param successor the registration that the number went to
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record History(
            List<HistoryStep> steps,
            @Nullable UUID predecessor,
            @Nullable UUID successor) {}

    /** One change of the state, with its reason and its entry. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HistoryStep(
            Instant at,
            String change,
            String state,
            @Nullable String reason,
            UUID entryId) {}

    /**
     * One registration of the person.
     *
     * @param inName whether the number is the person's now
     * @param countsAsCard whether it takes one of the five
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HeldLine(
            UUID registrationId,
            String serviceType,
            String state,
            Instant signedAt,
            @Nullable Instant closedAt,
            boolean inName,
            boolean countsAsCard) {}

    /**
     * One version of the identity: as it was signed, or as a correction left it.
     *
     * @param fields the names of what differs from the version before
     * @param reason a code of the reviewed table of reasons
     * @param source what the correction rests on
     * @param secondPerson who has looked at the document too
     * @param provider the authority that confirmed the document, with its check and the time
     * @param entryId the log's entry of the signing or of the correction
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record IdentityVersion(
            int version,
            Instant recordedAt,
            @Nullable List<String> fields,
            @Nullable String reason,
            @Nullable String source,
            @Nullable String caseRef,
            @Nullable String correctedBy,
            @Nullable String secondPerson,
            @Nullable String provider,
            @Nullable String checkId,
            @Nullable Instant checkedAt,
            @Nullable UUID entryId) {}

    /** Reads what {@code registry.provenance} said. */
    static Provenance read(String text) {
        try {
            return JSON.readValue(text, Provenance.class);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a provenance does not read");
        }
    }

    /** The same with what is sealed with the identity. */
    Provenance withComparison(IdentityRecord identity) {
        var match = identity.match().orElse(null);
        var reviewer = identity.reviewer().orElse(null);
        var compared = match == null
                ? reviewer == null ? null : new Compared(null, null, null, null, reviewer)
                : new Compared(match.by(), match.result(), match.vendor(), match.score(), reviewer);
        return new Provenance(
                verification, capture, compared, review, counter, contract, consent, history, lines, versions);
    }
}
