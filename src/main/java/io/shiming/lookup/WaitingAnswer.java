package io.shiming.lookup;

import io.shiming.audit.Receipt;
import java.util.UUID;

/**
 * A manager has to agree first; afterwards the same call is answered, for a day.
 *
 * @param approvalId what the manager approves
 * @param status PENDING_APPROVAL
 * @param receipt the audit entry of the question
 */
record WaitingAnswer(UUID approvalId, String status, Receipt receipt) implements LookupOutcome {}
