package io.shiming.access;

import static io.shiming.access.Permission.ALARMS_READ;
import static io.shiming.access.Permission.APPEAL_DECIDE;
import static io.shiming.access.Permission.APPEAL_FILE;
import static io.shiming.access.Permission.APPEAL_READ;
import static io.shiming.access.Permission.AUDIT_READ;
import static io.shiming.access.Permission.CASE_APPROVE;
import static io.shiming.access.Permission.CASE_FILE;
import static io.shiming.access.Permission.CASE_READ;
import static io.shiming.access.Permission.CONSENT_WITHDRAW;
import static io.shiming.access.Permission.DEALER_CHANGE;
import static io.shiming.access.Permission.DECOY_MARK;
import static io.shiming.access.Permission.DISPUTE_DECIDE;
import static io.shiming.access.Permission.DISPUTE_FILE;
import static io.shiming.access.Permission.EMERGENCY_CLOSE;
import static io.shiming.access.Permission.EMERGENCY_OPEN;
import static io.shiming.access.Permission.EVENTS_READ;
import static io.shiming.access.Permission.EXPORT_APPROVE;
import static io.shiming.access.Permission.EXPORT_ORDER;
import static io.shiming.access.Permission.IDENTITY_CORRECT;
import static io.shiming.access.Permission.IMAGE_SEE;
import static io.shiming.access.Permission.KEYS_READ;
import static io.shiming.access.Permission.KEYS_ROTATE;
import static io.shiming.access.Permission.LEGACY_FOLLOW_UP;
import static io.shiming.access.Permission.LEGAL_HOLD;
import static io.shiming.access.Permission.LEGAL_HOLD_LIFT;
import static io.shiming.access.Permission.LINE_CHANGE;
import static io.shiming.access.Permission.LINE_STATUS_READ;
import static io.shiming.access.Permission.LOG_EPOCH_APPROVE;
import static io.shiming.access.Permission.LOG_EPOCH_ORDER;
import static io.shiming.access.Permission.LOG_EXPORT;
import static io.shiming.access.Permission.LOOKUPS_UNLOCK;
import static io.shiming.access.Permission.LOST_REGISTRATION_SETTLE;
import static io.shiming.access.Permission.MINOR_ACCESS_APPROVE;
import static io.shiming.access.Permission.OWN_NUMBERS_READ;
import static io.shiming.access.Permission.PERSON_JOIN;
import static io.shiming.access.Permission.PERSON_JOIN_DECIDE;
import static io.shiming.access.Permission.PERSON_JOIN_READ;
import static io.shiming.access.Permission.PURGE_APPROVE;
import static io.shiming.access.Permission.PURGE_ORDER;
import static io.shiming.access.Permission.REFERRAL_READ;
import static io.shiming.access.Permission.REGISTRATION_READ;
import static io.shiming.access.Permission.REGISTRATION_SIGN;
import static io.shiming.access.Permission.REGISTRATION_VOID;
import static io.shiming.access.Permission.REVIEW_DECIDE;
import static io.shiming.access.Permission.SANCTIONS_LOAD;
import static io.shiming.access.Permission.SUBJECT_PROOF;
import static io.shiming.access.Permission.SUBSCRIBER_LOOK_UP;
import static io.shiming.access.Permission.SUBSCRIBER_MATCH;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The parts people and systems play. No role both reads personal data and holds keys or administers. */
public enum Role {
    CLERK(
            REGISTRATION_SIGN,
            REGISTRATION_READ,
            SUBSCRIBER_LOOK_UP,
            SUBSCRIBER_MATCH,
            APPEAL_FILE,
            APPEAL_READ,
            OWN_NUMBERS_READ,
            CONSENT_WITHDRAW,
            SUBJECT_PROOF,
            PERSON_JOIN,
            IDENTITY_CORRECT,
            REGISTRATION_VOID,
            DISPUTE_FILE),
    STORE_MANAGER(MINOR_ACCESS_APPROVE),
    OPERATOR_SUPPORT(SUBSCRIBER_LOOK_UP, SUBSCRIBER_MATCH),
    PROVISIONING(LEGACY_FOLLOW_UP, LINE_STATUS_READ, LINE_CHANGE, EVENTS_READ),
    AUDITOR(SUBSCRIBER_LOOK_UP, IMAGE_SEE, AUDIT_READ, ALARMS_READ, PERSON_JOIN_READ),
    REVIEWER(REVIEW_DECIDE, SUBSCRIBER_LOOK_UP, IMAGE_SEE),
    PRIVACY_OFFICER(
            SUBSCRIBER_LOOK_UP,
            IMAGE_SEE,
            REFERRAL_READ,
            AUDIT_READ,
            ALARMS_READ,
            LOOKUPS_UNLOCK,
            DECOY_MARK,
            MINOR_ACCESS_APPROVE,
            EMERGENCY_CLOSE,
            APPEAL_READ,
            APPEAL_DECIDE,
            DISPUTE_DECIDE,
            PERSON_JOIN_DECIDE,
            PERSON_JOIN_READ,
            IDENTITY_CORRECT,
            LOST_REGISTRATION_SETTLE,
            LOG_EPOCH_APPROVE,
            LEGAL_HOLD,
            LEGAL_HOLD_LIFT,
            EXPORT_ORDER,
            EXPORT_APPROVE,
            PURGE_ORDER,
            PURGE_APPROVE),
    WARRANT_OFFICER(SUBSCRIBER_LOOK_UP, CASE_FILE, CASE_READ, EMERGENCY_OPEN),
    WARRANT_APPROVER(CASE_READ, CASE_APPROVE, EMERGENCY_CLOSE, LEGAL_HOLD_LIFT, EXPORT_APPROVE, PURGE_APPROVE),
    REGULATOR(LOG_EXPORT),
    KEY_CUSTODIAN(KEYS_READ, KEYS_ROTATE, LOG_EPOCH_ORDER, LOG_EPOCH_APPROVE),
    ADMINISTRATOR(DEALER_CHANGE, SANCTIONS_LOAD);

    private final Set<Permission> permissions;

    Role(Permission first, Permission... rest) {
        this.permissions = EnumSet.of(first, rest);
    }

    /** The role's name as it stands in a token's groups. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether its people act at a store's counter, where dealer, store and terminal are judged with them. */
    public boolean isAtCounter() {
        return this == CLERK || this == STORE_MANAGER;
    }

    /** Whether its tokens are a device's or a system's, which has a certificate of its own; people sign in themselves. */
    public boolean isMachine() {
        return this == CLERK || this == PROVISIONING;
    }

    public boolean grants(Permission permission) {
        return permissions.contains(permission);
    }

    public static Optional<Role> of(String claim) {
        return Arrays.stream(values())
                .filter(role -> role.claim().equals(claim))
                .findFirst();
    }
}
