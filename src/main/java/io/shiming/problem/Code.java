package io.shiming.problem;

/**
 * Every code an answer of this service can carry. A code, once published, keeps its meaning and its status.
 *
 * <p>The names of the first block are CAMARA Commonalities 0.8.0; the others come from the law (regulation rows) and
 * from the shop counter. The message is fixed text: nothing of a request is ever echoed.
 */
public enum Code {
    INVALID_ARGUMENT(400, "The request is not well formed."),
    OUT_OF_RANGE(400, "A value is outside its permitted range."),
    UNAUTHENTICATED(401, "A valid access token is required."),
    PERMISSION_DENIED(403, "This access token does not permit the request."),
    NOT_FOUND(404, "There is nothing here that this access token may see."),
    METHOD_NOT_ALLOWED(405, "This resource does not offer the method."),
    NOT_ACCEPTABLE(406, "Only application/json can be produced."),
    PAYLOAD_TOO_LARGE(413, "The request is larger than the limit."),
    UNSUPPORTED_MEDIA_TYPE(
            415, "A body is application/json in UTF-8 without a byte order mark; an image is image/jpeg or image/png."),
    INTEGRITY(500, "What is stored is not what was stored; it is withheld and has been reported."),
    INTERNAL(500, "The service failed; nothing was decided."),
    UNAVAILABLE(503, "The service cannot answer at present; repeat the request with the same Idempotency-Key."),
    REQUEST_TIMEOUT(408, "The request did not arrive in time."),

    CURSOR_UNKNOWN(
            409,
            "The cursor lies beyond the newest row of the feed, as after a restore from a backup. Read again from an"
                    + " earlier cursor, or from 0."),

    IDEMPOTENCY_KEY_REQUIRED(400, "A write needs an Idempotency-Key of 1 to 64 printable ASCII characters."),
    IDEMPOTENCY_KEY_REUSED(422, "This Idempotency-Key was used with another request."),
    REFERENCE_IDENTIFIES_PERSON(
            422,
            "A reference has the form of a document or mobile number. References are stored as they are sent: use one of"
                    + " your own, or separate its parts with a hyphen."),
    FIELD_NOT_ALLOWED(422, "The request has a field that this service may not collect."),
    FIELD_REQUIRED(422, "A field that the law requires is missing."),

    CONTRACT_REQUIRED(422, "A registration belongs to a contract."),
    NAME_REQUIRED(422, "The name on the document is missing."),
    NAME_INVALID(422, "The name cannot be that of a person as a document shows it."),
    NAME_PRIVATE_USE(422, "The name has a private-use character."),
    ADDRESS_REQUIRED(422, "The address is missing."),
    ADDRESS_INVALID(422, "The address has characters that no address has, or a wrong length."),
    ADDRESS_PRIVATE_USE(422, "The address has a private-use character."),
    DOCUMENT_REQUIRED(422, "An identity document is required."),
    DOC_TYPE_NOT_ACCEPTED(422, "This type of document is not accepted."),
    DOC_TYPE_MISMATCH(422, "The number belongs to another type of document."),
    DOCUMENT_NUMBER_INVALID(422, "The document number is not one that this type of document can have."),
    ISSUING_STATE_UNKNOWN(
            422,
            "The issuing state is none of ISO 3166-1 (three letters) or ICAO Doc 9303, nor D as German passports print."),
    DOCUMENT_EXPIRED(422, "The document is no longer valid."),
    DOCUMENT_NOT_YET_VALID(422, "The document is not valid yet."),
    DOCUMENT_DATES_INVALID(422, "The dates cannot stand on such a document."),
    MRZ_INVALID(422, "The machine-readable zone does not verify."),
    MRZ_MISMATCH(422, "The machine-readable zone differs from the document data."),
    SECOND_REVIEWER_REQUIRED(422, "A second member of staff must look at this document."),
    SECOND_REVIEWER_TOKEN_USED(409, "This second reviewer's token stands for another request already."),
    CAPTURE_NOT_POSSIBLE(422, "A document of this type has nothing that could be read that way."),
    READER_REQUIRED(422, "Data of a resident card must come from a card reader."),
    GUARDIAN_REQUIRED(422, "A minor signs with a guardian."),
    NOTICE_REQUIRED(422, "The notice on collection and use must be shown and acknowledged."),
    PROXY_FORBIDDEN(422, "This service is signed for in person."),
    AGENT_DOCUMENT_REQUIRED(422, "An agent shows a document of his own and the authority to sign."),
    AGENT_NOT_ELIGIBLE(422, "An agent is an adult, and not the subscriber."),
    RISK_NOTICE_REQUIRED(422, "The warning against lending or selling a card must be given and acknowledged."),
    SEPARATE_CONSENT_REQUIRED(422, "Sensitive data is taken with a consent of its own."),
    LIVE_PHOTO_REQUIRED(422, "A photo of the applicant must be taken on site."),
    FACE_MATCH_REQUIRED(422, "The applicant must be compared with the document."),
    DOCUMENT_REFUSED(422, "The applicant does not show a document."),
    DATA_REFUSED(422, "The applicant does not give the data that are recorded."),
    FORGED(422, "The document is not genuine; it has been referred to the police."),
    SELF_REVIEW(403, "An application is reviewed by a person who did not make it."),
    REVIEW_DECIDED(409, "This application is not waiting for a review."),
    IMAGE_NOT_ACCEPTED(422, "The image is not a JPEG or PNG picture of a size that can be taken."),
    COPY_NOT_ANNOTATED(422, "A copy of a document carries the operator's name, the purpose and the date."),
    EVIDENCE_NOT_USABLE(422, "An image that the request names cannot be used for it."),
    IMAGES_UNUSED(409, "Too many images of this shop wait for a signing."),
    IMPERSONATION(422, "The applicant is not the holder of the document."),
    NUMBER_INVALID(422, "The number is not one of this kind of service."),
    ACCESS_ACCOUNT_INVALID(422, "The access account is not well formed."),
    EVENT_NOT_APPLICABLE(422, "This event does not apply to this kind of service."),

    HANDLER_REQUIRED(422, "An organisation signs through an adult handler who shows a document of his own."),
    AUTHORIZATION_REQUIRED(422, "The organisation's letter of authority, with its dates, is missing."),
    AUTHORIZATION_NOT_IN_FORCE(422, "The organisation's letter of authority does not cover today."),
    RESPONSIBLE_PERSON_REQUIRED(422, "The person who answers for an organisation's number must be named."),
    ACTUAL_USER_REQUIRED(422, "The person who uses an organisation's number must be named."),
    ORGANISATION_ONLY(422, "Numbers of this class are for organisations."),
    USE_REQUIRED(422, "The use of a number of this class must be stated."),
    IOT_RISK_REQUIRED(422, "A number for things needs its functions, scene, devices and a passed risk assessment."),
    PRODUCT_LIMIT(409, "The organisation holds as many numbers of this class as permitted."),

    CARD_LIMIT(409, "The subscriber holds as many mobile cards as the law permits."),
    NUMBER_TAKEN(409, "The number is registered already."),
    IDENTITY_MISMATCH(422, "The authority does not confirm the identity."),
    IDENTITY_UNKNOWN(422, "The authority does not know the document."),
    APPLICATION_EXPIRED(409, "The authority did not answer within the life of the application."),
    DEALER_SUSPENDED(403, "This dealer may not register subscribers at present."),
    CARD_LIMIT_NATIONWIDE(409, "The national count has as many mobile cards of the subscriber as the law permits."),
    STORE_CLOSED(403, "This store is closed."),
    DEALER_LICENCE_EXPIRED(403, "This dealer's licence is no longer in force."),
    DEALER_OUT_OF_SCOPE(403, "This dealer may not sign this service in this place."),
    BLACKLISTED(403, "This dealer or member of staff has been struck off."),
    TERMINAL_NOT_ENROLLED(403, "This point of sale is not one of the store's."),
    CLERK_NOT_ENROLLED(403, "This member of staff is not one of the dealer's."),
    TRAINING_EXPIRED(403, "This member of staff has no training in force."),
    DEALER_CONTRACT_REQUIRED(422, "A dealer works under a contract whose clauses fix its duties."),
    DEALER_LICENCE_REQUIRED(422, "A dealer needs a licence in force."),
    SUB_DEALER_FORBIDDEN(422, "A dealer has no dealers of its own."),
    SANCTIONED(409, "The authorities have limited the opening of mobile cards for this person."),
    ABNORMAL_OPENING(409, "A rule on abnormal openings refuses one more mobile card."),
    SANCTIONS_LIST_INVALID(422, "The list is not one that the authority has signed."),
    SANCTIONS_LIST_OUTDATED(409, "A list as new as this one has been taken over already."),
    SANCTION_TERM_INVALID(422, "A term is longer than the rules permit."),
    APPEAL_FILED_ALREADY(409, "An appeal against this refusal has been filed."),
    APPEAL_DECIDED(409, "The appeal has been decided."),
    DISPUTE_FILED_ALREADY(409, "A dispute about this line is open."),
    DISPUTE_DECIDED(409, "The dispute has been decided."),
    PERSONS_JOINED_ALREADY(409, "Both documents are one person's already."),
    PERSONS_ONLY(422, "Documents of persons are joined, not those of organisations."),
    PERSONS_DIFFER(422, "The two documents tell of different days of birth; an officer may join them on a case."),
    JOIN_ENDED(409, "These documents have been split."),
    LOST_REGISTRATION_ACKNOWLEDGED(409, "What was done about this registration has been acknowledged."),
    CONSENT_NOT_GIVEN(409, "There is no separate consent, or it was withdrawn before."),
    CONSENT_WITHDRAWN(403, "The subscriber has withdrawn the consent that this purpose needs."),

    CORRECTION_OTHER_DOCUMENT(409, "No registration of this id is held by the document that was shown."),
    CORRECTION_EMPTY(409, "The record says already what the document shows."),
    CORRECTION_NOT_POSSIBLE(
            409,
            "An organisation's record and an application that is not registered are not corrected: they are signed again."),
    CORRECTED_MEANWHILE(
            409,
            "The record was corrected meanwhile; compare it with the document again and use another Idempotency-Key."),

    NOT_REGISTERED(409, "No verified registration permits this line."),
    LINE_STATE(409, "The line is not in a state that permits this."),
    LINE_LIVES(409, "The line has gone live: it is closed, not voided."),
    NOT_HOLDER(409, "The number is not registered in the name of who gives or keeps it."),
    LINE_BARRED(409, "The line is barred; what it is barred for must end first."),
    FORMER_HOLDER_REQUIRED(422, "A transfer needs the present holder, with a document and a signed release."),
    KIN_PROOF_REQUIRED(
            422,
            "Next of kin show a document of their own, the death certificate and a proof of kinship or inheritance."),
    ACTIVATED_TOO_EARLY(409, "A line may not have gone live before it was registered."),

    TOO_MANY_CALLS(429, "Too many calls of this caller are in progress; repeat the request after Retry-After."),

    PURPOSE_NOT_ALLOWED(403, "This purpose does not permit the request."),
    PURPOSE_REQUIRED(422, "A lookup needs a purpose and a legal basis."),
    CASE_REQUIRED(422, "This purpose needs a case reference."),
    STEP_UP_REQUIRED(401, "This needs an authentication that is fresh and resists phishing."),
    QUOTA_EXCEEDED(429, "The quota of this question is used up; Retry-After says for how long."),
    LOOKUPS_LOCKED(403, "Lookups of this actor are locked until a privacy officer unlocks them."),
    ACTOR_SUSPENDED(403, "An emergency access of this actor was not closed by a second person in time."),
    CASE_NOT_IN_FORCE(403, "There is no approved order of this reference for these fields, now and with uses left."),
    CASE_EXISTS(409, "A case of this reference is filed already."),
    AS_OF_REQUIRED(
            422,
            "The number has had more than one holder: name the time that the order is about, or the person or"
                    + " registration."),
    JURISDICTION_NOT_ALLOWED(403, "Only authorities of the People's Republic of China may order a disclosure."),
    EMERGENCY_NOT_OPEN(403, "This actor has no emergency access open."),
    EMERGENCY_REFERENCE_USED(
            409, "In an emergency each person or line is looked up under a case reference of its own."),
    EMERGENCY_OPEN(409, "This actor has an emergency access open already."),
    SECOND_PERSON_REQUIRED(
            403, "This must be decided, once, by another person, of another unit where a unit is asked for."),
    LOG_EPOCH_GOES_ON(409, "No signed entry of the log is lost, or the mirror still has it: run restore-log first."),
    BULK_ORDER_EXISTS(409, "There is an order of this id already."),
    BULK_ORDER_NOT_IN_FORCE(
            403,
            "This actor has no order of this id that a second person approved, less than a day old and not begun.");

    /** HTTP status of every answer with this code. */
    public final int status;

    /** Fixed English text for a person. */
    public final String message;

    Code(int status, String message) {
        this.status = status;
        this.message = message;
    }
}
