package io.shiming.registration.holder;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.time.Instant;
import java.util.UUID;

/**
 * A dispute as the counter and the officer see it.
 *
 * @param status FILED, UPHELD or DISMISSED
 * @param dueAt when it is to be decided
 */
record DisputeView(UUID disputeId, UUID registrationId, String claim, String status, Instant dueAt, Receipt receipt)
        implements Receipted {}
