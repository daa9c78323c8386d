package io.shiming.lookup.order;

import io.shiming.audit.Receipt;
import io.shiming.audit.Receipted;
import java.time.Instant;
import java.util.List;

/**
 * An order as the second person has to judge it, beside the paper.
 *
 * @param status FILED or APPROVED
 * @param subjects how many of the people it names are registered here
 * @param actedIn in how many registrations of others those acted whose documents it names
 * @param used how many of its uses are spent
 */
record CaseView(
        String caseRef,
        String status,
        String authority,
        String orderNumber,
        String provision,
        List<String> fields,
        long subjects,
        long actedIn,
        Instant validFrom,
        Instant validTo,
        long maxUses,
        long used,
        Receipt receipt)
        implements Receipted {}
