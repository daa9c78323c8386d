package io.shiming.access;

/** What a role may do; the sentence is for the person who reviews it. */
public enum Permission {
    REGISTRATION_SIGN("register a subscriber who signs at the counter"),
    REGISTRATION_READ("see the state of a registration of one's own store"),
    REGISTRATION_VOID("void a signing of one's own store that was a mistake, before its line lives"),
    LINE_STATUS_READ("ask whether a line may go live, without the identity behind it"),
    LEGACY_FOLLOW_UP("bring in users from before the duty of true identity, and see whose data are incomplete"),
    LINE_CHANGE("report a line live, bar, resume or close it, ask for a second verification"),
    EVENTS_READ("follow what happens to registrations, without the identity behind them"),
    SUBSCRIBER_LOOK_UP("find a subscriber by an exact number, document or registration, for a stated purpose"),
    REVIEW_DECIDE("decide on another person's application that a second person must look at"),
    REFERRAL_READ("see what was referred to the police"),
    IMAGE_SEE("see a photo or a copy of a document, marked with who sees it, for a stated purpose"),
    LEGAL_HOLD("keep a person's data for a case beyond their term, and ask for the end of that"),
    LEGAL_HOLD_LIFT("agree to the end of a legal hold that another person of another unit asked for"),
    AUDIT_READ("search the audit log of one's own operator"),
    LOG_EXPORT("take away the audit log's entries of all operators, to check it elsewhere"),
    KEYS_READ("see which keys exist and in what state, never a key"),
    LOG_EPOCH_ORDER("order a new epoch of the log when signed entries are lost, and begin it when it is approved"),
    LOG_EPOCH_APPROVE("approve a new epoch of the log that a person of another unit ordered"),
    KEYS_ROTATE("replace a key by a newer one, without seeing either"),
    DEALER_CHANGE("appoint, change, suspend and strike off dealers, and change their stores and staff"),
    SANCTIONS_LOAD("take over a signed list of persons whose openings are limited, without seeing who they are"),
    APPEAL_FILE("file an appeal for an applicant who was refused"),
    APPEAL_READ("see the state of an appeal"),
    APPEAL_DECIDE("decide an appeal and so lift what was refused"),
    OWN_NUMBERS_READ("tell a holder, proven on the spot, which lines stand in his or her name"),
    DISPUTE_FILE("file a dispute about a line for its proven holder"),
    CONSENT_WITHDRAW("take down that a proven holder withdraws the separate consent"),
    SUBJECT_PROOF("hand a proven holder the key to the own part of the log, its entries and their proofs"),
    PERSON_JOIN("join two documents of a proven holder, with a second reviewer"),
    PERSON_JOIN_DECIDE("decide on a case that two documents are one person's, or are not"),
    PERSON_JOIN_READ("see which documents were joined and split, by the registrations' ids"),
    IDENTITY_CORRECT("correct what is recorded of a subscriber after the document was checked again"),
    DISPUTE_DECIDE("decide a dispute about a line"),
    LOST_REGISTRATION_SETTLE("see which registrations a restore has lost, and say once for each what was done"),
    SUBSCRIBER_MATCH("learn whether given data are a subscriber's, yes or no"),
    CASE_FILE("file an authority's order"),
    CASE_READ("read an authority's order, without the persons it names"),
    CASE_APPROVE("approve an authority's order that a person of another unit filed"),
    EMERGENCY_OPEN("open emergency access for half an hour, with an alarm"),
    EMERGENCY_CLOSE("close another person's emergency access"),
    MINOR_ACCESS_APPROVE("approve that a member of staff reads a minor's data"),
    ALARMS_READ("see the alarms about lookups"),
    DECOY_MARK("mark registrations that no honest process looks up"),
    LOOKUPS_UNLOCK("let a member of staff look people up again after a lock"),
    EXPORT_ORDER("order an export of many records for a recipient, and fetch it when another person approved it"),
    EXPORT_APPROVE("approve an export that a person of another unit ordered"),
    PURGE_ORDER("order that people whose term is over are erased, and have it done when another person approved it"),
    PURGE_APPROVE("approve an erasure that a person of another unit ordered");

    /** The permission in words. */
    public final String meaning;

    Permission(String meaning) {
        this.meaning = meaning;
    }
}
