package io.shiming.registration.person;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.util.UUID;

/**
 * A join of two documents.
 *
 * @param registrationId the registration of the one document
 * @param otherRegistrationId the registration of the other document
 * @param status JOINED or SPLIT
 */
record JoinView(UUID joinId, UUID registrationId, UUID otherRegistrationId, String status, Receipt receipt)
        implements Receipted {}
