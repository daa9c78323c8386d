package io.shiming.database;

import io.shiming.problem.Code;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rules that the functions of the schema raise, each with its SQLSTATE (class SM) and the code it is answered with. A
 * rule whose refusal calls for another attempt is answered UNAVAILABLE when the attempts are used up.
 */
public enum Rule {
    CARD_LIMIT("SM001", Code.CARD_LIMIT),
    /** The person was registered, joined, split or indexed under another key since it was read. */
    PERSON_CHANGED("SM002", Code.UNAVAILABLE),
    NUMBER_TAKEN("SM003", Code.NUMBER_TAKEN),
    /** The line or legacy registration is not in the state that was read. */
    LINE_CHANGED("SM004", Code.UNAVAILABLE),
    /** A concurrent call with the same Idempotency-Key was first. */
    KEY_USED("SM006", Code.UNAVAILABLE),

    /** The detail is the number of seconds to wait. */
    QUOTA("SM020", Code.QUOTA_EXCEEDED),
    LOOKUPS_LOCKED("SM021", Code.LOOKUPS_LOCKED),
    ACTOR_SUSPENDED("SM022", Code.ACTOR_SUSPENDED),
    CASE_NOT_IN_FORCE("SM023", Code.CASE_NOT_IN_FORCE),
    EMERGENCY_NOT_OPEN("SM024", Code.EMERGENCY_NOT_OPEN),
    /** The detail is the number of seconds until the emergency ends. */
    EMERGENCY_USED_UP("SM025", Code.QUOTA_EXCEEDED),
    EMERGENCY_REFERENCE_USED("SM026", Code.EMERGENCY_REFERENCE_USED),
    /** No other officer of another unit has asked for the end of the hold. */
    HOLD_END_NOT_ASKED("SM027", Code.SECOND_PERSON_REQUIRED),
    BULK_ORDER_NOT_IN_FORCE("SM028", Code.BULK_ORDER_NOT_IN_FORCE),
    /** The detail is the place of the subject in the order. */
    AS_OF_REQUIRED("SM029", Code.AS_OF_REQUIRED),

    DEALER_SUSPENDED("SM030", Code.DEALER_SUSPENDED),
    PRODUCT_LIMIT("SM031", Code.PRODUCT_LIMIT),
    /** Another opening or a sanction came between. */
    LIMITS_CHANGED("SM035", Code.UNAVAILABLE),
    SANCTIONS_LIST_OUTDATED("SM036", Code.SANCTIONS_LIST_OUTDATED),
    SANCTION_TERM_INVALID("SM037", Code.SANCTION_TERM_INVALID),
    EVIDENCE_NOT_USABLE("SM040", Code.EVIDENCE_NOT_USABLE),
    CONSENT_WITHDRAWN("SM041", Code.CONSENT_WITHDRAWN),
    IMAGES_UNUSED("SM042", Code.IMAGES_UNUSED),
    /** The identity has another latest version than the one that was compared with the document. */
    CORRECTED_MEANWHILE("SM043", Code.CORRECTED_MEANWHILE),

    SECOND_REVIEWER_TOKEN_USED("SM050", Code.SECOND_REVIEWER_TOKEN_USED),
    /** The detail is the number of seconds to wait. */
    SECOND_REVIEWER_QUOTA("SM051", Code.QUOTA_EXCEEDED),
    /** Too many answers have told the actor something; the detail is the number of seconds to wait. */
    PROBES_USED_UP("SM052", Code.QUOTA_EXCEEDED),

    PERSONS_JOINED_ALREADY("SM060", Code.PERSONS_JOINED_ALREADY),
    PERSONS_ONLY("SM061", Code.PERSONS_ONLY),
    JOIN_ENDED("SM062", Code.JOIN_ENDED),

    CURSOR_UNKNOWN("SM080", Code.CURSOR_UNKNOWN);

    private final String state;
    private final Code code;

    Rule(String state, Code code) {
        this.state = state;
        this.code = code;
    }

    /** The SQLSTATE that a function raises. */
    public String state() {
        return state;
    }

    /** The code of the answer. */
    public Code code() {
        return code;
    }

    static Optional<Rule> of(String state) {
        return Arrays.stream(values()).filter(rule -> rule.state.equals(state)).findFirst();
    }
}
