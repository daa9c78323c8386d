package io.shiming.audit;

/** What can be done that the log tells of. A name, once written, keeps its meaning; names are added, never reused. */
public enum Act {
    REGISTRATION_SIGNED("a contract was signed and registered"),
    REGISTRATION_PENDED("an application was kept because the authority did not answer"),
    REGISTRATION_TO_REVIEW("an application was kept until a second person has looked at it"),
    REGISTRATION_APPROVED("a second person found nothing wrong with an application"),
    REVIEWS_READ("the applications that wait for a second person were listed"),
    REFERRAL_MADE("a forged or borrowed document was referred to the police"),
    REFERRALS_READ("what was referred to the police was listed"),
    REGISTRATION_COMPLETED("a kept application was verified and registered"),
    REGISTRATION_REFUSED("an application was refused"),
    REGISTRATION_EXPIRED("a kept application died without an answer of the authority"),
    REGISTRATION_CHANGED("a registration was changed, transferred or closed"),
    REGISTRATION_IMPORTED("a user from before the duty of true identity was brought in"),
    REGISTRATION_BARRED("a user with incomplete data was suspended"),
    REGISTRATION_SUPPLEMENTED("incomplete data were supplemented by a new registration"),
    INCOMPLETE_LISTED("registrations with incomplete data were listed"),
    REVERIFICATION_ORDERED("a second verification of a line was asked for"),
    VERIFICATION_ASKED("the authority was asked whether a document is genuine and whose it is"),
    EVIDENCE_TAKEN("a photo or a copy of a document was taken and sealed"),
    EVIDENCE_REFUSED("a photo or a copy of a document was not taken"),
    IMAGE_SEEN("an image of a person or a document was shown, with the viewer's mark on it"),
    LINE_STATUS_READ("the status of a line was read"),
    EVENTS_READ("events of registrations were read"),
    SUBJECT_LOOKED_UP("data of a person were read"),
    LOOKUP_REFUSED("data of a person were asked for and not given"),
    CONSENT_RECORDED("a consent was given or withdrawn"),
    SUBJECT_EXPORTED("a person's data were handed over at the person's request"),
    SUBJECT_ERASED("a person's keys were destroyed and with them the data"),
    LEGAL_HOLD_CHANGED("a legal hold was placed or lifted"),
    AUDIT_SEARCHED("the log was searched"),
    AUDIT_EXPORTED("the log was exported"),
    ACCESS_REFUSED("a request was refused before it was looked at"),
    DEALER_CHANGED("a dealer, shop or staff member was added, changed, suspended or removed"),
    POLICY_CHANGED("a rule of access was changed"),
    KEY_INVENTORY_READ("the list of keys was read"),
    KEY_ROTATED("a key was replaced by a newer one"),
    SANCTIONS_LOADED("a list of persons whose openings the authorities have limited was taken over"),
    APPEAL_FILED("an appeal against a refusal was filed"),
    APPEAL_DECIDED("an appeal was decided, and what it lifted was lifted"),
    APPEAL_READ("the state of an appeal was read"),
    OWN_NUMBERS_READ("a proven holder was told which lines stand in his or her name"),
    DISPUTE_FILED("a proven holder disputed a line in his or her name"),
    DISPUTE_DECIDED("a dispute about a line was decided"),
    CONSENT_WITHDRAWN("a proven holder withdrew the separate consent to photo, face and copies"),
    INTEGRITY_FAILED("a check found data or a log that are not as they were written"),
    LOG_KEY_ANNOUNCED("a key that signs the log was announced"),
    LOG_EPOCH_ENDED("the log ended after an incident and goes on under a new origin"),
    SUBJECT_MATCHED("data of a person were compared and only yes or no was told"),
    CASE_FILED("an authority's order was filed"),
    CASE_APPROVED("an authority's order was approved by a second person"),
    CASE_READ("an authority's order was read"),
    EMERGENCY_OPENED("emergency access was opened"),
    EMERGENCY_CLOSED("emergency access was closed by a second person"),
    MINOR_ACCESS_ASKED("a minor's data were asked for and wait for a manager"),
    MINOR_ACCESS_APPROVED("a manager approved that a minor's data be read"),
    ALARMS_READ("alarms about look-ups were read"),
    HONEY_MARKED("a registration was marked as one that no honest process looks up"),
    LOOKUPS_UNLOCKED("an actor's look-ups were unlocked");

    /** What it is, in words for the console and the inspector's export. */
    public final String meaning;

    Act(String meaning) {
        this.meaning = meaning;
    }
}
