package io.shiming.registration;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import io.shiming.registration.store.RegistrationStatus;
import java.util.UUID;

/**
 * What the point of sale keeps.
 *
 * @param registrationId opaque, quote it in every later request
 * @param status ACTIVE or PENDING
 * @param mayActivate true when the line may go live
 * @param receipt the audit entry of this registration: anybody can later check that the log still has it
 */
record SigningAnswer(UUID registrationId, RegistrationStatus status, boolean mayActivate, Receipt receipt)
        implements Receipted {
    static SigningAnswer of(UUID registration, RegistrationStatus status, Receipt receipt) {
        return new SigningAnswer(registration, status, status == RegistrationStatus.ACTIVE, receipt);
    }
}
